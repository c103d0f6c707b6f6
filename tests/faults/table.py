"""What may go wrong around the program, what it does then, and the tests that hold it to that."""

from tests.rows import Row

_KILLED = "tests/faults/test_killed.py::test_old_or_new_and_what_was_acknowledged_is_there"
_ORDER = "tests/faults/test_order.py::test_what_is_acknowledged_is_on_the_disk"
_REFUSED = "tests/faults/test_refused.py::test_one_line_and_old_or_new"
_DENIED = "tests/faults/test_denied.py::test_each_is_said_in_one_line_with_a_way_out"
_LIVE = "tests/faults/test_live.py"
_PROCESSES = "tests/store/test_processes.py"
_PERMISSIONS = "tests/store/test_permissions.py"
_SYNC_FILES = "tests/store/test_sync_files.py"
_TRUST = "tests/store/test_trust.py"
_TERMINAL = "tests/tui/test_terminal.py"
_EDITOR = "tests/tui/test_own_editor.py"
_PROCESS = "tests/cli/test_process.py"

ROWS = (
    Row(
        "a command killed before any call on the data",
        "the old state or the new; what was acknowledged is there; the next start is fine",
        (_KILLED,),
    ),
    Row(
        "the app killed at any moment",
        "what it showed as saved is saved; it opens again",
        ("tests/faults/test_app_killed.py::test_what_it_showed_as_saved_is_saved",),
    ),
    Row(
        "power lost after a change was acknowledged",
        "kept: nothing is acknowledged before it is on the disk",
        (_ORDER,),
    ),
    Row(
        "EIO, ENOSPC, EACCES, EMFILE, ENOLCK from any call on the data",
        "one line, exit 1, the old state or the new; reading still works",
        (_REFUSED, f"{_PROCESSES}::test_too_many_open_files_is_one_line_and_passes"),
    ),
    Row(
        "a limit on the size of files",
        "one line, exit 1, the old state or the new",
        (
            "tests/faults/test_room.py::test_no_file_may_grow_beyond_a_size",
            f"{_PROCESSES}::test_a_full_disk_is_one_line_and_the_old_state",
        ),
    ),
    Row(
        "a full disk",
        "one line, exit 1, the old state or the new",
        ("tests/faults/test_room.py::test_the_disk_is_full",),
    ),
    Row(
        "a folder or record that may not be written",
        "all is read; a line, or the app's banner, says that nothing can be saved, and the way out",
        (
            _DENIED,
            f"{_PERMISSIONS}::test_a_read_only_folder_is_read",
            f"{_PERMISSIONS}::test_a_read_only_file_is_read",
            f"{_PERMISSIONS}::test_a_folder_that_cannot_be_made_is_told_before_trying",
            "tests/faults/test_banner.py::test_what_cannot_be_saved_is_said_and_shown_as_it_is",
        ),
    ),
    Row(
        "a folder or record that may not be read",
        "nothing counts as watched; one line names the path and the way out",
        (_DENIED, f"{_PERMISSIONS}::test_what_may_not_be_read_counts_as_nothing"),
    ),
    Row(
        "a folder that is a file, or a dangling link; a record that is a link",
        "one line names the path and the way out; nothing is written",
        (
            _DENIED,
            f"{_TRUST}::test_a_home_that_is_a_file_is_named",
            f"{_TRUST}::test_a_home_that_is_a_dangling_link_is_named",
            f"{_PERMISSIONS}::test_a_linked_record_is_refused_with_the_fix",
        ),
    ),
    Row(
        "HOME not set",
        "one line that says what to set",
        (_DENIED, "tests/store/test_location.py::test_no_home_is_named_as_the_problem"),
    ),
    Row(
        "a folder that others may write, or that is somebody else's",
        "refused, with the command that puts it right",
        (
            _DENIED,
            f"{_PERMISSIONS}::test_a_folder_that_others_may_write_is_refused_with_the_fix",
            f"{_PERMISSIONS}::test_somebody_elses_folder_is_refused",
        ),
    ),
    Row(
        "a record that is damaged, cut, emptied, gone, or another program's",
        "nothing counts as watched; it is left as it is, and a backup is offered and brought back",
        (
            _DENIED,
            f"{_TRUST}::test_damage_is_read_as_nothing_and_never_written_over",
            f"{_TRUST}::test_what_was_damaged_comes_back_from_the_backup_and_is_set_aside",
            f"{_TRUST}::test_another_programs_database_is_left_alone",
            f"{_TRUST}::test_a_missing_record_beside_backups_is_damage_too",
            "tests/cli/test_doctor.py::test_damage_is_bad_and_a_backup_brings_the_record_back",
            "tests/faults/test_banner.py::test_what_cannot_be_saved_is_said_and_shown_as_it_is",
        ),
    ),
    Row(
        "a record of a newer version",
        "nothing counts as watched; one line says to update",
        (_DENIED, f"{_TRUST}::test_a_newer_record_says_to_update_and_is_not_restored_over"),
    ),
    Row(
        "a record of an older version",
        "backed up, then brought up to date as a whole or not at all",
        (
            f"{_KILLED}[migration]",
            f"{_REFUSED}[migration]",
            "tests/store/test_schema.py::test_the_first_change_brings_it_up_to_date_after_a_backup",
        ),
    ),
    Row(
        "a change cut short in a folder that may not be written",
        "the state before it is read from a copy",
        (
            _DENIED,
            f"{_PERMISSIONS}::test_a_change_cut_short_is_rolled_back_in_a_copy_where_nothing_may_be_written",
        ),
    ),
    Row(
        "two hundred writers at once beside an open app",
        "none is refused, nothing is lost",
        (
            "tests/faults/test_writers.py::test_none_is_refused_and_nothing_is_lost",
            f"{_PROCESSES}::test_nothing_is_lost_between_many_writers",
        ),
    ),
    Row(
        "another program stopped inside a transaction",
        "the app answers keys; a command says that it waits, then fails with one line",
        (
            f"{_LIVE}::test_another_program_is_stopped_inside_a_transaction",
            f"{_PROCESSES}::test_a_writer_says_that_it_waits_and_gives_up_with_one_line",
            f"{_PROCESS}::test_what_has_to_wait_says_so",
        ),
    ),
    Row(
        "a sync that takes two seconds",
        "the app answers keys, and shows nothing as saved before it is",
        (f"{_LIVE}::test_a_slow_disk",),
    ),
    Row(
        "another program changes the record",
        "the open app shows it within two seconds",
        (f"{_LIVE}::test_another_programs_change_is_shown_soon",),
    ),
    Row(
        "the clock set to yesterday, 1970 or 2100",
        "the change made here is still the last",
        ("tests/store/test_record.py::test_a_local_change_is_the_last_whatever_the_clock_says",),
    ),
    Row(
        "a sync file cut at any byte",
        "its whole lines are taken, the rest is counted",
        (
            f"{_SYNC_FILES}::test_of_a_file_cut_at_any_byte_the_whole_lines_are_read_and_the_rest_counted",
        ),
    ),
    Row(
        "a disk that knows no permissions",
        "an export is written, and it is said that others may read it",
        ("tests/files/test_writing.py::test_where_permissions_are_unknown_it_is_written_and_told",),
    ),
    Row(
        "SIGTERM, SIGHUP and SIGINT",
        "the terminal is restored and a note saved; exit 143, 129 and 130",
        (
            f"{_TERMINAL}::test_a_signal_ends_it_in_good_order",
            f"{_TERMINAL}::test_a_signal_saves_what_is_being_written",
            f"{_PROCESS}::test_a_signal_ends_a_note_and_its_editor_and_leaves_no_text_about",
        ),
    ),
    Row(
        "an exception in the app",
        "the terminal is restored and a note saved; exit 1, and nothing of what it was about is"
        " printed",
        (
            f"{_TERMINAL}::test_an_error_ends_it_with_a_line_that_tells_nothing",
            f"{_TERMINAL}::test_an_error_saves_what_is_being_written",
        ),
    ),
    Row(
        "the terminal is closed at any moment, with or without a hangup",
        "the app ends within two seconds, and what was typed is saved, or kept in a file",
        (
            f"{_TERMINAL}::test_it_ends_when_the_terminal_vanishes",
            f"{_TERMINAL}::test_it_ends_when_the_terminal_vanishes_under_a_dialogue",
            f"{_TERMINAL}::test_what_cannot_be_saved_while_leaving_is_kept_in_a_file",
            f"{_EDITOR}::test_what_was_saved_is_there_when_everything_ends_while_the_editor_is_open",
            "tests/faults/test_closing.py::test_it_ends_and_what_was_typed_is_saved",
        ),
    ),
    Row(
        "the editor is missing, fails, crashes, writes another encoding, does not wait",
        "the app is back at once and says so; whatever was saved stays in a file that is named",
        (
            f"{_EDITOR}::test_an_editor_that_fails_is_named_and_the_app_goes_on",
            f"{_EDITOR}::test_what_an_editor_saved_is_never_thrown_away",
            "tests/cli/test_notes.py::test_what_was_written_is_kept_when_it_cannot_be_saved",
        ),
    ),
    Row(
        "keys typed while another program has the terminal",
        "they are thrown away",
        (f"{_EDITOR}::test_keys_typed_while_an_editor_has_the_note_do_nothing",),
    ),
    Row(
        "bytes on the input that are no UTF-8, no key, or a part of one",
        "passed over; the app goes on, and nothing is marked that no key marks",
        (
            "tests/tui/test_input.py::test_what_is_no_key_is_passed_over_and_the_next_key_is_not",
            "tests/tui/test_input.py::test_a_sequence_that_is_cut_short_says_nothing",
            "tests/faults/test_input.py::test_no_bytes_end_it_or_mark_anything",
        ),
    ),
    Row(
        "no terminal, TERM=dumb, output that is not UTF-8",
        "one line points to the command line; exit 2, nothing is started",
        (
            f"{_PROCESS}::test_without_a_terminal_nothing_starts",
            f"{_PROCESS}::test_where_the_app_cannot_run_it_points_to_the_command_line",
        ),
    ),
    Row(
        "storms of sizes, down to one by one",
        "nothing breaks",
        (f"{_TERMINAL}::test_it_survives_a_storm_of_sizes",),
    ),
    Row(
        "parts of the program that cannot be loaded",
        "one line that says so, exit 1",
        (f"{_PROCESS}::test_a_part_that_cannot_be_loaded_is_said",),
    ),
)
