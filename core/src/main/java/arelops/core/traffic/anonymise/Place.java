package arelops.core.traffic.anonymise;

/// Where in a message a rule looks.
public enum Place {
    /// A header of either message.
    HEADER,
    /// A cookie, in `Cookie` and in `Set-Cookie`.
    COOKIE,
    /// A parameter of the request's query, and of queries in `Referer` and `Location`.
    QUERY,
    /// A segment of the request's path, and of paths in `Referer` and `Location`.
    PATH,
    /// A value in a JSON body.
    JSON,
    /// A field of a form.
    FORM,
    /// A part of a multipart body.
    PART,
    /// An element or an attribute of an XML body.
    XML,
    /// A field of that name in a query, a form, a multipart body, JSON or XML.
    FIELD
}
