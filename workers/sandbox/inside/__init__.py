"""What runs inside of sandboxes: our own few programs, of the standard library and the runtime.

Each is started as `module.main()`, sends that it is ready, and is then given one job.
"""
