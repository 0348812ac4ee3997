from shop import RUNS, create_app


def observe():
    for app in [create_app(), create_app()]:
        client = app.test_client()
        for name in ("tea", "cake", "soup"):
            assert client.get(f"/{name}").status_code == 200
    return dict(zip("12345", (RUNS[line] for line in "ABCDE"), strict=True))
