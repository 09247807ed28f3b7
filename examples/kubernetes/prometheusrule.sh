#!/usr/bin/env bash
# Prints the rules of ../prometheus as a resource of the Prometheus Operator: prometheusrule.sh | kubectl apply -f -
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../prometheus/rules"

cat <<HEAD
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: pollwatch
spec:
  groups:
HEAD
for file in *.yml; do
    grep -v '^groups:$' "$file" | sed 's/^  /    /'
done
