bind = "127.0.0.1:8000"
workers = 2
forwarded_allow_ips = "*"
accesslog = "access.log"
