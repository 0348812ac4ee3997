from flask import Flask, render_template_string, request

app = Flask("shop")


@app.get("/hello")
def hello():
    page = f"<p>Hello {request.args['name']}</p>"
    return render_template_string(page)


typed = {"name": "{{ 6 * 7 }}"}
print(app.test_client().get("/hello", query_string=typed).text)
