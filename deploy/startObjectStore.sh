#!/bin/sh
# Starts SeaweedFS as one process (master, volume, filer, S3) with two identities: `operator` makes the bucket,
# `files` may read, write and list in this one bucket only. Their keys come from the environment; the file that
# SeaweedFS wants is written to memory (/tmp is a tmpfs), so that no key lies on a disk.
set -eu
umask 077

# The keys and the name end up inside JSON: nothing that would have to be escaped.
for value in "$S3_BUCKET" "$S3_ACCESS_KEY_ID" "$S3_SECRET_ACCESS_KEY" \
  "$S3_OPERATOR_ACCESS_KEY_ID" "$S3_OPERATOR_SECRET_ACCESS_KEY"; do
  case $value in
    '' | *[!A-Za-z0-9+/=._-]*)
      echo 'S3_BUCKET and the S3 keys may hold letters, digits and + / = . _ - only' >&2
      exit 1
      ;;
  esac
done

cat >"${TMPDIR:-/tmp}/s3.json" <<JSON
{
  "identities": [
    {
      "name": "operator",
      "credentials": [{ "accessKey": "$S3_OPERATOR_ACCESS_KEY_ID", "secretKey": "$S3_OPERATOR_SECRET_ACCESS_KEY" }],
      "actions": ["Admin", "Read", "List", "Tagging", "Write"]
    },
    {
      "name": "files",
      "credentials": [{ "accessKey": "$S3_ACCESS_KEY_ID", "secretKey": "$S3_SECRET_ACCESS_KEY" }],
      "actions": ["Read:$S3_BUCKET", "Write:$S3_BUCKET", "List:$S3_BUCKET"]
    }
  ]
}
JSON

# Everything but S3 listens on loopback: master, volume and filer trust whoever reaches them.
exec weed -logtostderr=true server -dir=/data \
  -ip=127.0.0.1 -ip.bind=127.0.0.1 \
  -master.telemetry=false -master.volumeSizeLimitMB=1024 -volume.max=0 \
  -filer -filer.exposeDirectoryData=false \
  -s3 -s3.ip.bind=0.0.0.0 -s3.port=8333 -s3.port.iceberg=0 -s3.port.lance=0 \
  -s3.config="${TMPDIR:-/tmp}/s3.json" -s3.iam=false -s3.autoCreateBucket=false -s3.allowDeleteBucketNotEmpty=false \
  -s3.allowedOrigins="${CORS_ORIGINS:-}"
