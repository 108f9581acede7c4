// Where feelin and this program differ, and what the specification says.
export const judged = [
  {
    is: (expression) => / between /.test(expression),
    why: "feelin turns bounds that are upside down; x between a and b is x >= a and x <= b (DMN 1.5, table 55)",
  },
  {
    is: (expression, here) => /\b(some|every) /.test(expression) && here === null,
    why: "feelin takes null for false; some and every follow ternary logic (DMN 1.5, table 50)",
  },
];
