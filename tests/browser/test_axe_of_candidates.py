"""The same for what candidates see, in a house of its own: its sittings have just begun."""

from tests.browser.scenes import CANDIDATE
from tests.browser.test_axe import (  # noqa: F401
    pages_of,
    test_axe_finds_nothing,
    test_contrast_holds_in_forced_colours,
    test_contrast_holds_in_the_dark,
    test_every_target_is_large_enough,
    test_nothing_is_cut_off_in_between,
    test_nothing_is_cut_off_on_the_narrowest_screen,
    test_nothing_is_cut_off_where_one_writes_from_right_to_left,
    test_the_browser_had_nothing_to_refuse,
)

page = pages_of(CANDIDATE)
