-- What @TITLE@ decided. An organisation can only make a framework's levels harder.
organisation "@NAME@" { title = "@TITLE@", timezone = "Europe/London" }

adopt "@ADOPTS@" {
@PARAMETERS@}
