// The questions that greet a newcomer: one tab each. tests/house/test_ui.py holds them against the schema.

export const examples = [
  `# Who looks after nature, where, with whom and with which money?
query NatureCare {
  initiatives(filter: { themes: ["nature"] }, orderBy: { by: NAME }, first: 10) {
    totalCount
    nodes {
      name(lang: "en")
      summary(lang: "en")
      status
      area { name(lang: "en") }
      themes { label(lang: "en") }
      lead { name }
      fundings(first: 3) {
        nodes { awardedOn amount { amount currency } funder { name } }
      }
      provenance(first: 1) { nodes { source { name } retrievedAt } }
    }
  }
}
`,
  `# The largest grants in Flensburg, and who received them
query MoneyInOnePlace {
  area(code: "de-gemeinde-01001000") {
    name(lang: "en")
    parent { name(lang: "en") }
    fundings(orderBy: { by: AMOUNT, direction: DESC }, first: 10) {
      totalCount
      nodes {
        name
        purpose
        awardedOn
        amount { amount currency }
        funder { name }
        recipient { name fundingReceived(first: 1) { totalCount } }
      }
    }
  }
}
`,
  `# How do we know? Sources, and for one organization each value with who said it
query HowWeKnow {
  sources(first: 10) {
    nodes { name publisher licence { spdx name republishable } illustrative entityCount lastSuccessAt }
  }
  organizations(orderBy: { by: UPDATED, direction: DESC }, first: 1) {
    nodes {
      name
      identifiers { scheme value }
      origins {
        field
        value
        rule
        provenance { source { name } sourceId retrievedAt }
        others { value provenance { source { name } } }
      }
      provenance(first: 5) {
        nodes { url retrievedAt licence { name } documentHash }
      }
    }
  }
}
`,
];
