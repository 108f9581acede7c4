// Expressions in FEEL out of a seed: the same seed gives the same ones.
export function generator(seed) {
  let state = seed >>> 0;
  const random = (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const one = (choices) => choices[random(choices.length)];
  const number = (depth) => {
    if (depth <= 0) return one(["0", "1", "2", "10", "0.5", "3.25", "a", "b", "c"]);
    return one([
      () => `(${number(depth - 1)} ${one(["+", "-", "*"])} ${number(depth - 1)})`,
      () => `(${number(depth - 1)} / ${one(["2", "4", "0.5", "a"])})`,
      () => `-${number(depth - 1)}`,
      () => `(if ${truth(depth - 1)} then ${number(depth - 1)} else ${number(depth - 1)})`,
      () => `count(${list(depth - 1)})`,
      () => `${one(["sum", "min", "max"])}(${list(depth - 1)})`,
      () => `${one(["floor", "ceiling", "abs"])}(${number(depth - 1)})`,
      () => `string length(${text(depth - 1)})`,
      () => `${list(depth - 1)}[${one(["1", "2", "-1"])}]`,
      () => `{x: ${number(depth - 1)}, y: x + 1}.y`,
    ])();
  };
  const text = (depth) => {
    if (depth <= 0) return one(['"a"', '"Hund"', '"Österreich"', "s", "t"]);
    return one([
      () => `(${text(depth - 1)} + ${text(depth - 1)})`,
      () => `upper case(${text(depth - 1)})`,
      () => `substring(${text(depth - 1)} + "xy", ${one(["1", "2", "-1"])})`,
      () => `substring before(${text(depth - 1)}, ${one(['"u"', '"x"', '"a"'])})`,
      () => `(if ${truth(depth - 1)} then ${text(depth - 1)} else ${text(depth - 1)})`,
      () => `dogs[${one(["1", "2"])}].name`,
    ])();
  };
  const truth = (depth) => {
    if (depth <= 0) return one(["true", "false", "yes", "no", "nothing"]);
    return one([
      () => `(${number(depth - 1)} ${one(["<", "<=", ">", ">=", "=", "!="])} ${number(depth - 1)})`,
      () => `(${text(depth - 1)} ${one(["=", "!="])} ${text(depth - 1)})`,
      () => `(${truth(depth - 1)} ${one(["and", "or"])} ${truth(depth - 1)})`,
      () => `not(${truth(depth - 1)})`,
      () => `(${number(depth - 1)} between ${number(depth - 1)} and ${number(depth - 1)})`,
      () => `(${number(depth - 1)} in ${one(["[0..5]", "(0..5)", "[1, 2, 7]"])})`,
      () => `(${one(["some", "every"])} x in ${list(depth - 1)} satisfies x > ${number(depth - 1)})`,
      () => `${one(["contains", "starts with", "ends with"])}(${text(depth - 1)}, ${text(0)})`,
      () => `list contains(${list(depth - 1)}, ${number(depth - 1)})`,
    ])();
  };
  const list = (depth) => {
    if (depth <= 0) return one(["list", "[1, 2, 3]", "[a, b]", "[5]"]);
    return one([
      () => `(for x in ${list(depth - 1)} return x ${one(["+", "*"])} ${number(depth - 1)})`,
      () => `concatenate(${list(depth - 1)}, ${list(depth - 1)})`,
      () => `reverse(${list(depth - 1)})`,
      () => `append(${list(depth - 1)}, ${number(depth - 1)})`,
      () => `distinct values(${list(depth - 1)})`,
      () => `dogs.size`,
      () => `(for i in 1..3 return ${number(depth - 1)} + i)`,
    ])();
  };
  return () => one([number, text, truth, list])(1 + random(3));
}
