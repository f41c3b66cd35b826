"""What a user's own words say: sums of money, days, what is to be computed, facts of a dispute, what is wanted."""
