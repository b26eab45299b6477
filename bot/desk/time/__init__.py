"""Time of a case: working time on calendars, the clocks of its legs, and the timers that follow from them."""
