#!/bin/sh
# Run once by the image, when the cluster is made. The passwords travel as settings of the session.
set -eu
export PGOPTIONS="-c assay.password_of_assay_owner=$ASSAY_OWNER_PASSWORD \
-c assay.password_of_assay_app=$ASSAY_APP_PASSWORD \
-c assay.password_of_assay_relay=$ASSAY_RELAY_PASSWORD"
psql --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --file /assay/roles.sql
