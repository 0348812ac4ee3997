"""The live service: sockets that say "look again", in a process of its own, beside the web."""
