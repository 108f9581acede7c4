// Where feelin and this program differ, and what the specification says.
export const judged = [
];
