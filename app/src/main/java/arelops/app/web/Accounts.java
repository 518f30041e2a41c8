package arelops.app.web;

import arelops.app.people.PeopleStore;
import arelops.app.people.TokenStore;

/// Who may come in: the accounts, and the tokens that prove them.
public record Accounts(PeopleStore people, TokenStore tokens) {}
