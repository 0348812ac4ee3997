from flask import Flask, Response, session, stream_with_context

app = Flask("shop")
app.secret_key = "of this program only"


@app.get("/export")
def export():
    def rows():
        session["exports"] = session.get("exports", 0) + 1
        yield "tea,milk"

    return Response(stream_with_context(rows()), mimetype="text/csv")


@app.get("/exports")
def exports():
    return str(session.get("exports", 0))


client = app.test_client()
for number in range(2):
    assert client.get("/export").text == "tea,milk"
print(client.get("/exports").text)
