from flask import Flask

app = Flask("shop")


@app.get("/goods/")
def goods():
    return "goods"


@app.get("/about")
def about():
    return "about"


client = app.test_client()
links = ("/goods", "/about/")
print(*(client.get(link).status_code for link in links))
