return custom { id = "calm", says = "Is calm" }
