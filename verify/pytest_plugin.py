"""`pytest --claims PATH`: one test per claim."""
