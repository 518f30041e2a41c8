package arelops.core.traffic.anonymise;
public class Smoke {
  public static void main(String[] a) {
    Sample s = Sample.standard();
    p(s.head("/users/113388/orders?email=jane.doe%40mail.com&page=2&id=3f2504e0-4f89-11d3-9a0c-0305e82c3301&q=Jane+Doe",
      "Host: shop.test","User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
      "Authorization: Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMTMzODgiLCJuYW1lIjoiSmFuZSBEb2UiLCJpYXQiOjE1MTYyMzkwMjJ9.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
      "Cookie: sid=AbC123xyz; lang=de; cart=%7B%22id%22%3A113388%7D","X-Forwarded-For: 203.0.113.7, 10.0.0.1, 2001:db8::1","Referer: https://u:p@shop.test/users/113388?name=Jane%20Doe#x","If-None-Match: \"33a64df551425fcc55e4d42a148795d9f25f89d4\"","X-Note: call +49 170 1234567 or jane.doe@mail.com, card 4111 1111 1111 1111"));
    p(s.json("{\"id\":113388, \"name\" : \"Jane Doe\",\"email\":\"Jane.Doe@mail.com\",\"card\":\"4111-1111-1111-1111\",\"n\":4111111111111111,\"phone\":\"+49 170 1234567\",\"p2\":491701234567,\"iban\":\"DE89 3702 0044 0532 0130 00\",\"ts\":\"2024-03-15T12:34:56.789+02:00\",\"d\":\"1980-02-29\",\"u\":\"3f2504e0-4f89-11d3-9a0c-0305e82c3301\",\"amount\":-12.50e1,\"b\":true,\"x\":null,\"note\":\"Dear M\\u00fcller, caf\\u00e9 \\\"Jane Doe\\\" \\n Иван 山田 called\",\"nested\":\"{\\\"id\\\":113388}\",\"b64\":\"eyJuYW1lIjoiSmFuZSBEb2UifQ==\",\"arr\":[1,22,{\"zip\":\"01234\"}]}"));
    p(s.body("application/xml","<?xml version=\"1.0\"?><order id=\"113388\"><customer>Jane Doe</customer><n:email xmlns:n=\"u\">jane.doe@mail.com</n:email><c><![CDATA[x <b> 5]]></c><e/></order>"));
    p(s.body("application/x-www-form-urlencoded","name=Jane+Doe&user%5Bemail%5D=jane.doe%40mail.com&phone=+491701234567"));
    p(s.body("multipart/form-data; boundary=XX","--XX\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nJane Doe\r\n--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"jane.png\"\r\nContent-Type: image/png\r\n\r\n\u0001\u0002\r\n--XX--\r\n"));
    p(s.anonymiser.counts()+""); p(s.scan()+"");
    for (String t : new String[]{"Jane Doe","x=JANE%20DOE","jane+doe","SmFuZSBEb2U=","4a616e6520446f65","\\u004aane Doe","janedoe","mail jane.doe@mail.com","4111111111111111","x 113388 y","clean text 1.2.3"}) p(t+" -> "+s.scanOf(t).missed());
  }
  static void p(String s){System.out.println(s);}
}
