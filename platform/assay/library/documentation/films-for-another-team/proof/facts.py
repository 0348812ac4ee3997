from films import app


def asked(address):
    return app.test_client().get(address)


def fact_without_a_year_all_films_come():
    return len(asked("/films").get_json()["films"]) == 2


def fact_an_unreadable_year_is_passed_over():
    return len(asked("/films?year=early").get_json()["films"]) == 2


def fact_no_film_is_an_empty_list():
    return asked("/films?year=1950").get_json() == {"films": []}


def fact_more_than_fifty_is_refused():
    return asked("/films?limit=51").status_code == 400
