// The search of the peer on PostgreSQL: German full text with a GIN index, ranked, for a place.
//   node fulltext.mjs PORT DATABASE_URL SERVICES
import fastify from "fastify";
import pg from "pg";

const [port, url, services = "20000"] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 8 });
const words = ["Hund", "Steuer", "Wohnung", "Ausweis", "Gewerbe", "Bauen", "Kind", "Geld", "Auto", "Urkunde", "Heirat", "Müll"];
// The same texts and responsibilities as ../catalogue.mjs writes.
await pool.query(`
  drop table if exists service, responsibility;
  create table service (id int primary key, title text not null, teaser text not null, words tsvector not null);
  create table responsibility (service int not null, area text not null, primary key (service, area));
  insert into service
    select i, title, word || ' kurz erklärt.',
           setweight(to_tsvector('german', title), 'A') || setweight(to_tsvector('german', word || ' kurz erklärt.'), 'B') ||
           setweight(to_tsvector('german', repeat('Sie können hier ' || word || ' beantragen. Das Amt prüft Ihre Angaben und meldet sich. ', 40)), 'D')
    from (select i, ($1::text[])[i % 12 + 1] word, ($1::text[])[i % 12 + 1] || ' ' || ($1::text[])[(i * 7) % 12 + 1] || ' ' || i || ' beantragen' title
          from generate_series(1, ${Number(services)}) i) s;
`.replaceAll("$1", `'{${words.join(",")}}'`));
await pool.query(`
  insert into responsibility select i, case when i % 2 = 1 then '040120000000' else '04' end from generate_series(1, ${Number(services)}) i;
  create index service_words on service using gin (words);
  analyze;
`);

// Any of the words will do, as with ours; the best ten.
const find = {
  name: "find",
  text: `select s.id, s.title, s.teaser from service s, to_tsquery('german', $1) q
         where s.words @@ q and exists (select 1 from responsibility r where r.service = s.id and r.area in ($2, substr($2, 1, 2)))
         order by ts_rank(s.words, q) desc, s.title limit 10`,
};
const app = fastify({ logger: false });
app.get("/api/v1/services", async ({ query }) => {
  const asked = query.q.split(/\s+/).map((word) => `'${word.replaceAll("'", "''")}'`).join(" | ");
  return { items: (await pool.query({ ...find, values: [asked, query.area] })).rows };
});
await app.listen({ port: Number(port), host: "127.0.0.1" });
