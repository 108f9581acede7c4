// The file of an authority, on every database: recorded cases, reminders, z. d. A., codes, copies,
// who is here.
#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include <map>

#include "cases/case_log.h"
#include "cases/case_number.h"
#include "cases/cases_fixture.h"
#include "cases/csv_cell.h"
#include "cases/desk_offer_pages.h"
#include "cases/desk_pages.h"
#include "cases/file_export.h"
#include "cases/filing_plan.h"
#include "cases/retention.h"
#include "cases/status_access.h"
#include "cases/zip_stream.h"
#include "store/projection.h"
#include "terms/berlin.h"
#include "web/csrf.h"

namespace dw::cases {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using testing::code_of;

// The files of an archive by their names; a failure where it cannot be read to its end.
std::map<std::string, std::string> unpacked(const std::string& zip) {
    std::map<std::string, std::string> files;
    const std::unique_ptr<archive, int (*)(archive*)> in(archive_read_new(), archive_read_free);
    archive_read_support_format_zip(in.get());
    EXPECT_EQ(archive_read_open_memory(in.get(), zip.data(), zip.size()), ARCHIVE_OK);
    archive_entry* entry = nullptr;
    int step = ARCHIVE_OK;
    while ((step = archive_read_next_header(in.get(), &entry)) == ARCHIVE_OK) {
        std::string content(static_cast<std::size_t>(archive_entry_size(entry)), '\0');
        EXPECT_EQ(archive_read_data(in.get(), content.data(), content.size()),
                  static_cast<la_ssize_t>(content.size()));
        EXPECT_TRUE(files.emplace(archive_entry_pathname(entry), content).second);
    }
    EXPECT_EQ(step, ARCHIVE_EOF);
    return files;
}

std::string whole(const web::Response& response) {
    std::string body = response.body;
    for (;;) {
        const auto piece = response.more();
        EXPECT_TRUE(piece) << (piece ? "" : piece.error().message);
        if (!piece || piece->empty()) return body;
        body += *piece;
    }
}

class FileTest : public testing::CasesTest {
  protected:
    Date today() { return berlin_date(store().clock().now()); }
    Date in_days(int count) { return std::chrono::sys_days{today()} + days{count}; }

    Opened record(std::string channel, const Recording& recording,
                  std::optional<Date> received = {}) {
        auto sent = submission();
        sent.channel = std::move(channel);
        OpenOptions options;
        options.recording = recording;
        options.received = received;
        return open_case(sent, options);
    }
    Recording by(const std::string& name, IdentityCheck check = IdentityCheck::IdentityCard) {
        return {who(name), check, true};
    }
    forms::Upload upload(const std::string& name, const std::string& content) {
        auto fresh = store().keys().create(bremerhaven(), "draft/" + name);
        EXPECT_TRUE(commit(bremerhaven(), {std::move(fresh.insert)}));
        auto writer = blobs().create(bremerhaven(), fresh.key);
        EXPECT_TRUE(writer && (*writer)->write(as_bytes(content)));
        return {.field = "nachweis",
                .file_name = name,
                .media_type = "application/pdf",
                .size = static_cast<std::int64_t>(content.size()),
                .blob = (*writer)->finish().value_or({}),
                .key = fresh.key.id};
    }
    web::Response desk(const std::string& name, web::Method method, const std::string& path) {
        web::Router router;
        router.set_csrf_secret({});
        add_desk_routes(router, cases());
        web::Request request;
        request.method = method;
        request.path = request.target = path;
        request.host = "bremerhaven.example";
        request.client_address = "192.0.2.1";
        request.principal = who(name);
        if (method == web::Method::Post) {
            request.cookies[std::string(web::form_cookie)] = web::prepare_token(request, {});
            request.form.add(std::string(web::token_field), request.csrf_token);
        }
        return router.handle(request);
    }
    std::string page(const std::string& name, CaseId id) {
        return desk(name, web::Method::Get, "/desk/cases/" + id.to_string()).body;
    }
    Opened decided() {
        const auto opened = open_case();
        EXPECT_TRUE(cases().decide(who("clara"), opened.id, 3, "bestaetigt", ""));
        const auto letter = file_of("clara", opened.id).state.letters.front().sequence;
        EXPECT_TRUE(cases().post_letter(who("clara"), opened.id, letter, today()));
        return opened;
    }
    bool has(const std::string& text, const std::string& words) {
        return text.find(words) != std::string::npos;
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, FileTest, store::testing::databases(),
                         store::testing::database_name);

TEST_P(FileTest, ACaseOfTheCounterSaysWhoRecordedItAndWhatWasSeen) {
    const auto received = in_days(-3);
    const auto opened = record("counter", by("clara"), received);
    const auto file = file_of("clara", opened.id);
    EXPECT_EQ(file.state.opened.channel, Channel::Counter);
    EXPECT_EQ(file.state.opened.received, received) << "periods count from there";
    EXPECT_EQ(file.state.recorded,
              (CaseRecorded{who("clara").person, IdentityCheck::IdentityCard, true}));
    EXPECT_EQ(file.history.front().actor, "clara");
    EXPECT_TRUE(file.state.letters.empty());
    const auto html = page("clara", opened.id);
    for (const auto* words : {"Schalter", "Personalausweis", "von einem Papier übertragen"})
        EXPECT_TRUE(has(html, words)) << words;
    EXPECT_EQ(count("select channel from case_row"), 2);
}

TEST_P(FileTest, NobodyRecordsForAnotherOfficeOrOnADayToCome) {
    OpenOptions options;
    options.recording = by("hanna");
    EXPECT_EQ(code_of(cases().open(submission(), options)), "cases.other_office");
    options.recording = by("clara");
    options.received = in_days(1);
    EXPECT_EQ(code_of(cases().open(submission(), options)), "cases.received");
}

TEST_P(FileTest, TheReceiptOfALetterGoesByPostWithACodeMadeWhenItIsPrinted) {
    const auto opened = record("letter", by("clara", IdentityCheck::NotChecked));
    const auto letters = *cases().letters_to_post(who("jan"));
    ASSERT_EQ(letters.size(), 1U);
    EXPECT_EQ(desk("jan", web::Method::Get,
                   "/desk/cases/" + opened.id.to_string() + "/letters/" +
                       std::to_string(letters.front().letter))
                  .status,
              303);
    ASSERT_TRUE(
        commit(bremerhaven(), {{"insert into status_session (token_hash, tenant, case_id, opened, "
                                "expires_at) values ($1, $2, $3, 0, $4)",
                                {Bytes{1, 2}, store::of(bremerhaven()), store::of(opened.id),
                                 store::of(clock().now() + std::chrono::hours(1))}}}));
    EXPECT_EQ(code_of(cases().post_letter(who("jan"), opened.id, letters.front().letter, today())),
              "case.letter_not_printed");
    const auto code = cases().renew_code(who("jan"), opened.id);
    ASSERT_TRUE(code);
    const auto hash = file_of("clara", opened.id).state.opened.code_hash;
    EXPECT_EQ(hash, hash_of_access_code(opened.number, *code));
    EXPECT_NE(hash, hash_of_access_code(opened.number, opened.code)) << "the old one is void";
    EXPECT_EQ(count("select count(*) from status_session"), 0) << "who came in with it is out";
    EXPECT_TRUE(cases().post_letter(who("jan"), opened.id, letters.front().letter, today()));
    EXPECT_TRUE(cases().letters_to_post(who("jan"))->empty());
}

TEST_P(FileTest, AReminderStandsInTheInboxFromItsDayOnAndOnce) {
    const auto opened = open_case();
    ASSERT_TRUE(cases().set_reminder(who("clara"), opened.id, in_days(7), "Rechnung da?"));
    EXPECT_EQ(*cases().bring_reminders(), 0);
    EXPECT_TRUE(cases().reminders(who("clara"))->empty());
    clock().advance(days(7));
    Cases copy(cases().neighbours());
    EXPECT_EQ(*cases().bring_reminders() + *copy.bring_reminders(), 1) << "once over all copies";
    const auto lines = *cases().reminders(who("clara"));
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(lines.front().reason, "Rechnung da?");
    EXPECT_TRUE(has(desk("clara", web::Method::Get, "/desk").body, "Rechnung da?"));
    EXPECT_TRUE(cases().reminders(who("hanna"))->empty());

    // It follows whoever has the case.
    ASSERT_TRUE(cases().take(who("jan"), opened.id, file_of("jan", opened.id).state.sequence));
    EXPECT_EQ(cases().reminders(who("jan"))->size(), 1U);
    EXPECT_TRUE(cases().reminders(who("clara"))->empty());

    const auto reminder = file_of("jan", opened.id).state.reminders.front().sequence;
    EXPECT_EQ(code_of(cases().settle_reminder(who("hanna"), opened.id, reminder)), "cases.none");
    ASSERT_TRUE(cases().settle_reminder(who("jan"), opened.id, reminder));
    EXPECT_TRUE(cases().reminders(who("jan"))->empty());
    EXPECT_EQ(count("select count(*) from due_timer where kind = 'case.reminder'"), 0);
}

TEST_P(FileTest, ASettledReminderNeverComes) {
    const auto opened = open_case();
    ASSERT_TRUE(cases().set_reminder(who("clara"), opened.id, in_days(7), "Rechnung da?"));
    const auto reminder = file_of("clara", opened.id).state.reminders.front().sequence;
    ASSERT_TRUE(cases().settle_reminder(who("clara"), opened.id, reminder));
    clock().advance(days(8));
    EXPECT_EQ(*cases().bring_reminders(), 0);
}

TEST_P(FileTest, RowsOfTheFileAreMadeAnewFromTheLog) {
    ASSERT_TRUE(
        commit(bremerhaven(), {write_filing_plan({bremerhaven(), who("clara").organisation},
                                                 {std::string(default_filing_pattern),
                                                  {{submission().package_name, "20.31"}}})}));
    const auto opened = record("phone", by("clara"));
    ASSERT_TRUE(cases().set_reminder(who("clara"), opened.id, in_days(1), "Rückruf"));
    clock().advance(days(1));
    ASSERT_EQ(*cases().bring_reminders(), 1);
    const auto rows = [&] {
        std::vector<std::string> all;
        for (const auto* sql : {"select * from case_reference", "select * from case_reminder",
                                "select channel, code_hash from case_row"})
            for (auto& line : lines(sql)) all.push_back(line);
        return all;
    };
    const auto before = rows();
    EXPECT_EQ(before.size(), 3U);
    auto connection = store().database().connect(store::Access::Write);
    ASSERT_TRUE(store::rebuild(**connection, store().keys(), {case_projection(store().keys())}));
    EXPECT_EQ(rows(), before);
}

TEST_P(FileTest, AClosedCaseIsFiledByHandAndKeptFromThen) {
    const auto opened = decided();
    const auto seen = file_of("clara", opened.id).state.sequence;
    EXPECT_EQ(code_of(cases().file_away(who("clara"), opened.id, seen - 1)), "cases.stale");
    clock().advance(days(366));
    ASSERT_TRUE(cases().file_away(who("clara"), opened.id, seen));
    const auto state = file_of("clara", opened.id).state;
    ASSERT_TRUE(state.filed);
    EXPECT_EQ(state.filed->by, who("clara").person);
    EXPECT_EQ(state.kept_until->year(), today().year() + std::chrono::years(10));
    EXPECT_EQ(count("select count(*) from due_timer where kind = 'case.filing'"), 0);
}

TEST_P(FileTest, AClosedCaseIsFiledByItselfWhenNothingIsLeft) {
    const auto opened = decided();
    const Date day = in_days(filing_days);
    ASSERT_TRUE(cases().set_reminder(who("clara"), opened.id, in_days(1), "Bestandskraft"));
    ASSERT_TRUE(cases().file_closed_cases());
    clock().advance(days(filing_days + 30));
    ASSERT_TRUE(cases().file_closed_cases());
    EXPECT_FALSE(file_of("clara", opened.id).state.filed) << "a reminder is open";
    const auto reminder = file_of("clara", opened.id).state.reminders.front().sequence;
    ASSERT_TRUE(cases().settle_reminder(who("clara"), opened.id, reminder));
    ASSERT_TRUE(cases().file_closed_cases());
    const auto state = file_of("clara", opened.id).state;
    ASSERT_TRUE(state.filed);
    EXPECT_EQ(state.filed->on, day) << "as of the day on which the time was over";
    EXPECT_FALSE(state.filed->by);
}

TEST_P(FileTest, WhatComesBackFromTheFilesIsKeptAnewAndFilesItselfLater) {
    const auto opened = decided();
    ASSERT_TRUE(
        cases().file_away(who("clara"), opened.id, file_of("clara", opened.id).state.sequence));
    clock().advance(days(400));
    ASSERT_TRUE(cases().end_retention());
    EXPECT_EQ(code_of(cases().undo_filing(who("otto"), opened.id, "Ein Brief kam.")), "cases.none");
    EXPECT_TRUE(has(page("clara", opened.id), "Vorgang zurückholen"));
    ASSERT_TRUE(cases().undo_filing(who("clara"), opened.id, "Ein Brief kam."));
    EXPECT_EQ(code_of(cases().undo_filing(who("clara"), opened.id, "Noch einer.")),
              "case.not_filed");
    const Date back = today();
    EXPECT_TRUE(has(page("clara", opened.id), "Ein Brief kam."));
    ASSERT_TRUE(cases().file_closed_cases());
    EXPECT_FALSE(file_of("clara", opened.id).state.filed) << "the quarter begins again";
    ASSERT_TRUE(cases().end_retention());
    EXPECT_EQ(file_of("clara", opened.id).state.kept_until->year(),
              back.year() + std::chrono::years(10));
    clock().advance(days(filing_days + 1));
    ASSERT_TRUE(cases().file_closed_cases());
    ASSERT_TRUE(file_of("clara", opened.id).state.filed);
    EXPECT_EQ(file_of("clara", opened.id).state.filed->on,
              Date{std::chrono::sys_days{back} + days(filing_days)});
}

TEST_P(FileTest, TwoPeopleSeeEachOtherForAWhile) {
    const auto opened = open_case();
    EXPECT_FALSE(has(page("clara", opened.id), "gerade auch andere"));
    Cases copy(cases().neighbours());
    const auto met = copy.meet(who("jan"), opened.id);
    ASSERT_TRUE(met);
    ASSERT_EQ(met->size(), 1U) << "over several copies";
    EXPECT_EQ(met->front().person, who("clara").person);
    EXPECT_TRUE(has(page("clara", opened.id), "gerade auch andere"));
    clock().advance(presence_lasts + 1s);
    EXPECT_FALSE(has(page("clara", opened.id), "gerade auch andere"));
    ASSERT_TRUE(cases().tidy());
    EXPECT_EQ(count("select count(*) from case_presence"), 1);
}

TEST_P(FileTest, TheExportHoldsEverythingUnderSafeNames) {
    auto sent = submission();
    sent.uploads = {upload("../../etc/passwd", "%PDF-1"), upload("Größe <b>\".pdf.exe", "%PDF-2")};
    const auto opened = open_case(sent);
    ASSERT_TRUE(cases().add_note(who("clara"), opened.id, "Ein Vermerk & mehr <b>"));
    ASSERT_TRUE(cases().decide(who("clara"), opened.id, 6, "bestaetigt", ""));
    const auto response =
        desk("clara", web::Method::Post, "/desk/cases/" + opened.id.to_string() + "/export");
    ASSERT_TRUE(response.more);
    const auto files = unpacked(whole(response));
    std::vector<std::string> names;
    for (const auto& [name, content] : files) names.push_back(name);
    EXPECT_EQ(names, (std::vector<std::string>{
                         "akte-1.xsd", "akte.json", "akte.xml", "dokumente/0001-etc_passwd.pdf",
                         "dokumente/0002-Groesse_b_pdf.pdf", "inhalt.html", "protokoll.json",
                         "schreiben/0008-entscheidung.pdf"}));
    EXPECT_EQ(files.at("dokumente/0001-etc_passwd.pdf"), "%PDF-1");
    EXPECT_TRUE(files.at("schreiben/0008-entscheidung.pdf").starts_with("%PDF-"));
    const auto json = parse_json(files.at("akte.json"));
    ASSERT_TRUE(json);
    EXPECT_EQ((*json)["notes"].items().size(), 1U);
    EXPECT_EQ((*json)["documents"].items().front()["file_name"].text_or(""), "../../etc/passwd");
    EXPECT_TRUE(has(files.at("akte.xml"), "<text>Ein Vermerk &amp; mehr &lt;b&gt;</text>"));
    EXPECT_FALSE(has(files.at("inhalt.html"), "<b>"));
    const auto log = parse_json(files.at("protokoll.json"));
    ASSERT_TRUE(log);
    EXPECT_EQ((*log)["entries"].items().back()["kind"].text_or(""), "case.exported");
    EXPECT_FALSE(has(files.at("protokoll.json"), "code_hash"));
}

TEST_P(FileTest, AScanOfPaperLiesWithTheDocuments) {
    const auto opened = open_case();
    const web::UploadedFile scan{"datei", "Brief.pdf", "application/pdf", "%PDF-1.7 scan"};
    EXPECT_EQ(code_of(cases().add_paper(who("hanna"), opened.id, scan)), "cases.none");
    ASSERT_TRUE(cases().add_paper(who("clara"), opened.id, scan));
    const auto file = file_of("clara", opened.id);
    ASSERT_EQ(file.state.documents.size(), 1U);
    EXPECT_EQ(file.state.documents.front().origin, "paper");
    const auto content =
        cases().document(who("clara"), opened.id, file.state.documents.front().document);
    ASSERT_TRUE(content);
    EXPECT_EQ(content->bytes, scan.content);
    EXPECT_TRUE(has(page("clara", opened.id), "Papier, hier gescannt"));
}

TEST_P(FileTest, OnlyWhoeverMayReadACaseTakesACopyAndItIsRecorded) {
    const auto opened = open_case();
    const auto path = "/desk/cases/" + opened.id.to_string() + "/export";
    for (const auto* stranger : {"hanna", "otto"})
        EXPECT_EQ(desk(stranger, web::Method::Post, path).status, 404) << stranger;
    EXPECT_EQ(file_of("clara", opened.id).state.sequence, 3);
    EXPECT_EQ(desk("jan", web::Method::Post, path).status, 200);
    const auto file = file_of("clara", opened.id);
    EXPECT_EQ(file.history.back().kind, "case.exported");
    EXPECT_EQ(file.history.back().actor, "jan");
}

TEST_P(FileTest, TheShareIsToldFromFiveCasesOn) {
    for (int i = 0; i < 3; ++i) open_case();
    record("counter", by("clara"));
    const auto share = [&] { return desk("lena", web::Method::Get, "/desk/channels").body; };
    EXPECT_TRUE(has(share(), "weniger als 5"));
    EXPECT_FALSE(has(share(), "75 %"));
    open_case();
    EXPECT_TRUE(has(share(), "80 %"));
    EXPECT_TRUE(has(cases().channel_numbers(), "{channel=\"counter\"} 1"));
}

TEST_P(FileTest, WhatIsOfferedToTheArchiveIsAListAndFiles) {
    auto sent = submission();
    sent.applicant.given_name = "=HYPERLINK(1)";
    const auto opened = open_case(sent);
    ASSERT_TRUE(cases().decide(who("clara"), opened.id, 3, "bestaetigt", ""));
    clock().advance(days(366 * 11));
    ASSERT_TRUE(cases().end_retention());
    ASSERT_TRUE(cases().end_retention());
    EXPECT_EQ(desk("clara", web::Method::Get, "/desk/retention/list").status, 403);
    const auto csv = desk("lena", web::Method::Get, "/desk/retention/list").body;
    EXPECT_TRUE(has(csv, ";\"'=HYPERLINK(1) Muster\";")) << csv;
    const auto zip = desk("lena", web::Method::Post, "/desk/retention/export");
    const auto files = unpacked(whole(zip));
    EXPECT_TRUE(files.contains("anbietung.csv"));
    EXPECT_TRUE(files.contains(opened.number + "/akte.json"));
    EXPECT_EQ(file_of("lena", opened.id).history.back().kind, "case.exported");
}

TEST(CsvCell, IsNoFormula) {
    EXPECT_EQ(csv_cell("Muster"), "\"Muster\"");
    for (const auto* formula : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1"})
        EXPECT_TRUE(csv_cell(formula).starts_with("\"'")) << formula;
    EXPECT_EQ(csv_cell("a\"b\r\nc"), "\"a\"\"b  c\"");
}

// Every member of the data has its element in the schema.
TEST_P(FileTest, TheSchemaKnowsEveryElement) {
    const auto opened = record("letter", by("clara"));
    ASSERT_TRUE(cases().set_reminder(who("clara"), opened.id, in_days(7), "Rückruf"));
    const auto parts = file_parts(cases(), who("clara"), opened.id, "x/");
    ASSERT_TRUE(parts);
    std::map<std::string, std::string> files;
    for (const auto& part : *parts) files[part.name] = as_text(*part.content());
    const auto& schema = files.at("x/akte-1.xsd");
    const auto& xml = files.at("x/akte.xml");
    for (auto at = xml.find('<'); at != std::string::npos; at = xml.find('<', at + 1)) {
        if (xml[at + 1] == '/' || xml[at + 1] == '?') continue;
        const auto name = xml.substr(at + 1, xml.find_first_of(" >", at) - at - 1);
        EXPECT_TRUE(has(schema, "<xs:element name=\"" + name + "\"")) << name;
    }
}

TEST(SafeFileName, IsPlainAndNeverAPath) {
    const std::string pdf = "application/pdf";
    EXPECT_EQ(safe_file_name("Rechnung März.pdf", pdf), "Rechnung_Maerz.pdf");
    EXPECT_EQ(safe_file_name("..\\..\\x", pdf), "datei.pdf");
    EXPECT_EQ(safe_file_name(".bashrc", "image/png"), "bashrc.png");
    EXPECT_EQ(safe_file_name("", pdf), "datei.pdf");
    EXPECT_EQ(safe_file_name("\n\r\0", pdf), "datei.pdf");
    EXPECT_EQ(safe_file_name("a.pdf\u202Egnp.exe", pdf), "a_pdf_gnp.pdf");
    EXPECT_EQ(safe_file_name("x.html", "text/html"), "x.bin");
    EXPECT_LE(safe_file_name(std::string(1000, 'a'), pdf).size(), 70U);
}

}  // namespace
}  // namespace dw::cases
