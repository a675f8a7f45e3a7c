framework "hollow-shop" { title = "The shop", edition = "1" }

course "till" { title = "The till", source = "Shop book" }

level "seller" {
  title = "Seller", after = "orchard/picker",
  requires = { meets "orchard/picker", trained "till" },
}
gate "lock-up" { title = "May lock up", requires = { meets "seller", holds "orchard/grower" } }
