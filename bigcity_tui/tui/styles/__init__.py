"""What everything looks like: colours, the styles of lines in the panes, sheets for all else."""
