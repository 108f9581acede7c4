// Every component in every state, in all modes, and the checks' own planted faults.
import { checkComponents } from "../pages/axe.mjs";

export default [
  {
    name: "components and legal pages keep nobody out",
    async run({ browser, base }) {
      const { looks, findings } = await checkComponents(base, browser);
      if (findings.length > 0) throw new Error(findings.join("\n"));
      if (looks < 50) throw new Error(`only ${looks} looks at pages`);
    },
  },
];
