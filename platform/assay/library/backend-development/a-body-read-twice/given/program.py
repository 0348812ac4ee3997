from flask import Flask, request

app = Flask("hooks")


@app.post("/first-the-form")
def first_the_form():
    text = request.form.get("text")
    body = request.get_data()
    return f"{text} {len(body)}"


@app.post("/first-the-bytes")
def first_the_bytes():
    body = request.get_data()
    text = request.form.get("text")
    return f"{text} {len(body)}"


client = app.test_client()
for address in ("/first-the-form", "/first-the-bytes"):
    print(client.post(address, data={"text": "tea"}).text)
