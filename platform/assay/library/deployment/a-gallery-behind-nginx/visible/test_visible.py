import crossplane


def test_it_can_be_read(subject, tmp_path):
    file = tmp_path / "nginx.conf"
    file.write_text(subject.read("nginx.conf"))
    told = crossplane.parse(str(file), single=True)
    assert told["errors"] == []
    blocks = [one["directive"] for one in told["config"][0]["parsed"]]
    assert blocks.count("http") == 1
