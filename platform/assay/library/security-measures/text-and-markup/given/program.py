from markupsafe import Markup

name = "<"

added = Markup("<b>") + name
filled = Markup("<b>%s") % name
wrapped = Markup(f"<b>{name}")
print(added, filled, wrapped)
