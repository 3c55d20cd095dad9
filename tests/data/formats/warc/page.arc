filedesc://IA-000001.arc 10.0.0.1 19990604100000 text/plain 76
1 0 InternetArchive
URL IP-address Archive-date Content-type Archive-length

http://coast.example/lamp.gif 10.0.0.1 19990604100000 image/gif 50
HTTP/1.0 200 OK
Content-Type: image/gif

GIF89a
http://coast.example/gone 10.0.0.1 19990604100000 text/html 66
HTTP/1.0 404 Not Found
Content-Type: text/html

<p>Not here</p>
http://coast.example/light.html 10.0.0.1 19990604100000 text/html 590
HTTP/1.0 200 OK
Server: NCSA
Content-Type: text/html; charset=utf-8

<!DOCTYPE html><html lang="en"><head><title>Keepers of the last light | The Coast</title></head><body><article><h1>Keepers of the last light</h1><p>The lamp at Skerry Point has burned every night since 1871.</p><p>“We never let it go out,” said Mara Holm, who keeps it.</p><p>The keepers take turns, a week each, and write the log by hand, as their grandparents did before them. There is no road to the light and no harbour, only a ladder, which the sea takes away every second winter.</p></article></body></html>
dns:coast.example 10.0.0.1 19990604100000 text/dns 48
19990604100000
coast.example. 600 IN A 10.0.0.1

