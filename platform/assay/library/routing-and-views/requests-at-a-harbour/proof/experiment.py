from harbour import app


def observe():
    client = app.test_client()
    answers = {
        "1": client.get("/berths"),
        "2": client.get("/berths/seven"),
        "3": client.get("/boats"),
        "4": client.post("/boats/7/mail", data={}),
        "5": client.post("/boats", data={"name": "Aurora"}),
    }
    return {row: answer.status_code for row, answer in answers.items()}
