"""The relief-route chooser: dated rules over what is known of a dispute → routes, ranked and explained."""
