(The Sun) -- The city council met on Tuesday to weigh plans for a second bridge.

"We have waited long enough," said Ann Lee.

@highlight

Council weighs plans for a bridge

@highlight

Mayor: We have waited long enough
