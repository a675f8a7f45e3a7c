organisation "bench" { title = "Benchmark organisation" }
adopt "bench" {}
