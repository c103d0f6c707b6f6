"""What comes from outside and how the program answers, each with the tests that hold it to that."""

from tests.rows import Row

SCREENS = "tests/hostile/test_screens.py::"
COMMANDS = "tests/hostile/test_commands.py::"
FUZZ = "tests/hostile/test_fuzz.py::"
LIMITS = "tests/hostile/test_limits.py::"
PRIVACY = "tests/hostile/test_privacy.py::"
TERMINAL = "tests/tui/test_terminal.py::"
TEXT = "tests/domain/test_text.py::"
USAGE = "tests/cli/test_usage.py::"
NOTES = "tests/cli/test_notes.py::"
READ = "tests/pack/test_read.py::"
PACKS = "tests/pack/test_refusals.py::"
TRAKT = "tests/interchange/test_trakt.py::"
PROCESS = "tests/cli/test_process.py::"
EXCHANGE = "tests/cli/test_exchange.py::"

EVERYWHERE = (
    f"{SCREENS}test_all_of_them_on_every_screen",
    f"{SCREENS}test_each_of_them_on_every_screen",
    f"{SCREENS}test_every_byte_that_a_terminal_gets",
    f"{COMMANDS}test_all_of_them_through_every_command",
    f"{COMMANDS}test_each_of_them_through_every_command",
)

INPUT = (
    Row(
        "controls, escape sequences, bidi overrides, invisible characters, in any text",
        "replaced where they enter; joiners of flags and families stay",
        (
            *EVERYWHERE,
            f"{TEXT}test_what_is_clean_cannot_steer_a_terminal_or_reorder_a_line",
            f"{TEXT}test_letters_and_joined_pictures_are_left_alone",
            f"{COMMANDS}test_a_hostile_environment",
            "tests/cli/test_sync.py::test_a_name_in_the_folder_cannot_steer_the_terminal",
            "tests/interchange/test_round_trips.py::test_json_holds_nothing_that_a_terminal_obeys",
        ),
    ),
    Row(
        "markup: styles, closings, brackets, actions, links to files",
        "shown to the letter, also in the palette",
        EVERYWHERE,
    ),
    Row(
        "heaps of marks, a line of a megabyte, 100,000 wide characters",
        "eight marks a character, cut, under a second",
        (
            f"{SCREENS}test_each_of_them_on_every_screen",
            f"{SCREENS}test_every_byte_that_a_terminal_gets[busy]",
            f"{TEXT}test_heaps_of_marks_are_cut_and_long_texts_too",
            "tests/hostile/test_texts.py::test_what_is_long_is_shown_in_time",
        ),
    ),
    Row(
        "links in a pack",
        "https alone, shown whole as text; nothing opens one, and no click can follow one",
        (
            f"{PACKS}test_refused_with_file_and_place",
            f"{SCREENS}test_every_byte_that_a_terminal_gets",
            "tests/hostile/test_texts.py::test_a_link_is_shown_whole_and_cannot_be_followed",
        ),
    ),
    Row(
        "NUL and half characters in a note",
        "refused, and the note is as it was",
        (
            f"{USAGE}test_wrong_usage_is_one_line_and_exit_2",
            f"{NOTES}test_what_was_written_is_kept_when_it_cannot_be_saved",
        ),
    ),
    Row(
        "a rating of 0, 10.5, 7.3, NaN, a text, a truth",
        "refused, with the range named",
        (
            f"{USAGE}test_wrong_usage_is_one_line_and_exit_2",
            "tests/domain/test_values.py::test_near_misses_are_no_ratings",
            "tests/domain/test_values.py::test_no_other_text_is_a_rating",
        ),
    ),
    Row(
        "JSON with NaN, infinity, endless numbers, names given twice, unknown names, a tail, depth",
        "one line with file and place, exit 1",
        (
            f"{READ}test_refused_with_place",
            f"{PACKS}test_refused_with_file_and_place",
            "tests/interchange/test_refusals.py::test_refused_in_one_line_with_place",
            "tests/interchange/test_own.py::test_another_shape_is_refused_with_its_place",
            "tests/store/test_sync_files.py::test_a_line_that_breaks_a_parser_is_counted_too",
            f"{FUZZ}test_changed_by_chance",
            f"{FUZZ}test_changed_by_chance_long",
        ),
    ),
    Row(
        "files that are empty, no UTF-8, too large, endless, fifos, devices, folders, links",
        "one line with file and place, exit 1, at once, memory bounded",
        (
            f"{READ}test_fifo",
            f"{READ}test_directory",
            f"{READ}test_links",
            f"{LIMITS}test_imports",
            f"{LIMITS}test_packs",
            f"{LIMITS}test_sync_files",
            f"{EXCHANGE}test_what_is_no_file_to_import_is_refused_at_once",
            "tests/store/test_sync_files.py::test_only_real_files_of_a_bearable_size_are_read",
            "tests/store/test_trust.py::test_what_is_no_file_is_not_waited_for",
        ),
    ),
    Row(
        "a pack with an id that is a path, a device, empty, long or the bundled one's",
        "refused",
        (
            f"{PACKS}test_refused_with_file_and_place",
            "tests/hostile/test_texts.py::test_ids_that_are_none",
        ),
    ),
    Row(
        "a pack with episodes twice, negative, with gaps, too many; a text that never opens",
        "refused, with a list of all that is wrong",
        (
            f"{PACKS}test_refused_with_file_and_place",
            "tests/pack/test_validate.py::test_numbers_of_episodes_that_make_no_sense",
            "tests/pack/test_validate.py::test_names_of_episodes",
            "tests/pack/test_validate.py::test_everything_wrong_is_listed_at_once",
        ),
    ),
    Row(
        "a link where the record or an export should be; an export that is there",
        "refused; only --force replaces a file; what is written only its owner may read",
        (
            "tests/files/test_writing.py::test_links_are_refused",
            "tests/files/test_writing.py::test_private_whatever_the_umask",
            "tests/files/test_writing.py::test_what_is_there_is_replaced_only_by_force",
            "tests/store/test_permissions.py::test_a_linked_record_is_refused_with_the_fix",
            "tests/store/test_permissions.py::test_everything_is_private_whatever_the_umask",
            f"{EXCHANGE}test_an_export_replaces_nothing_by_accident",
        ),
    ),
    Row(
        "`watch 0`, `watch 99`, digits of other scripts, line feeds, words that cannot be decoded",
        "exit 2, the word shown escaped",
        (
            f"{USAGE}test_wrong_usage_is_one_line_and_exit_2",
            f"{USAGE}test_any_words_are_understood_or_refused_in_one_printable_line",
            "tests/cli/test_process.py::test_words_that_cannot_be_decoded_are_refused_escaped",
        ),
    ),
    Row(
        "an editor with arguments, with a shell's words, missing, failing",
        "split, no shell; a message; the note as it was; the file private, and gone",
        (
            f"{NOTES}test_from_an_editor",
            f"{NOTES}test_the_editor_is_run_by_no_shell",
            f"{NOTES}test_an_editor_that_fails_leaves_the_note_as_it_was",
            f"{NOTES}test_no_editor_at_all",
            f"{NOTES}test_what_was_written_is_kept_when_it_cannot_be_saved",
        ),
    ),
    Row(
        "a note that a spreadsheet would run, in a CSV export",
        "prefixed",
        (
            "tests/interchange/test_round_trips.py::test_csv_is_read_by_spreadsheets_as_it_was",
            f"{TRAKT}test_a_title_that_a_terminal_or_a_spreadsheet_could_obey_is_made_plain",
        ),
    ),
    Row(
        "an import with rows that nobody knows",
        "a dry run tells what fits and what does not; nothing is half written",
        (
            f"{EXCHANGE}test_what_is_said_for_programs",
            f"{EXCHANGE}test_a_damaged_export_brings_in_nothing",
            f"{EXCHANGE}test_operations_that_cannot_be_are_left_out_and_said",
        ),
    ),
    Row(
        "keys and reading positions that mean nothing",
        "said, or passed over; the app opens",
        (
            f"{FUZZ}test_the_app_starts_whatever_lies_beside_the_record",
            "tests/tui/test_keys.py::test_a_bad_file_of_keys_is_said_to_be_so_and_changes_nothing",
        ),
    ),
)
"""What comes in."""

ENDINGS = (
    Row(
        "SIGTERM, SIGHUP",
        "the terminal as it was; exit 143, 129",
        (f"{TERMINAL}test_a_signal_ends_it_in_good_order",),
    ),
    Row(
        "an unexpected error in the app",
        "the terminal as it was; exit 1; no text of anybody; where it arose in a private file",
        (
            f"{TERMINAL}test_an_error_ends_it_with_a_line_that_tells_nothing",
            f"{PRIVACY}test_a_crash_tells_where_and_no_word_of_anybody",
        ),
    ),
    Row(
        "the terminal vanishes",
        "the program ends, also where hangups are ignored",
        (f"{TERMINAL}test_it_ends_when_the_terminal_vanishes",),
    ),
    Row(
        "no terminal, one that prints lines, one without UTF-8",
        "a message that points to the command line; exit 2; nothing started",
        (
            "tests/cli/test_process.py::test_without_a_terminal_nothing_starts",
            f"{PROCESS}test_where_the_app_cannot_run_it_points_to_the_command_line",
        ),
    ),
    Row(
        "storms of sizes, one column by one row",
        "no traceback; said to be too small",
        (
            f"{TERMINAL}test_it_survives_a_storm_of_sizes",
            f"{TERMINAL}test_it_starts_in_the_smallest_terminal_and_grows",
        ),
    ),
    Row(
        "stopped by a shell or a signal, and told to go on",
        "the terminal given back, then everything there again",
        (
            f"{TERMINAL}test_it_stops_and_goes_on_with_everything_as_it_was",
            f"{TERMINAL}test_a_shell_gets_the_terminal_back_and_gives_it_again",
        ),
    ),
)
"""How the app ends, and goes on."""

LEAVING = (
    Row(
        "sockets",
        "none that reaches beyond this computer, in any test or command",
        (
            f"{PRIVACY}test_a_socket_to_anywhere_fails_a_test",
            f"{PRIVACY}test_an_evening_writes_nothing_elsewhere_and_reaches_nobody",
            f"{PRIVACY}test_no_network_by_the_kernels_own_word",
        ),
    ),
    Row(
        "files",
        "none outside the program's folder but those that were asked for",
        (f"{PRIVACY}test_an_evening_writes_nothing_elsewhere_and_reaches_nobody",),
    ),
    Row(
        "notes",
        "in no log and no traceback; help says who can see an argument",
        (
            f"{PRIVACY}test_a_crash_tells_where_and_no_word_of_anybody",
            f"{PRIVACY}test_the_help_of_notes_says_who_can_see_them",
            "tests/cli/test_output.py::test_a_fault_tells_its_kind_and_place_and_nothing_else",
        ),
    ),
)
"""What goes out."""
