#include "cases/desk_history.h"

#include <algorithm>
#include <ranges>
#include <utility>

#include "base/match.h"
#include "base/text.h"
#include "cases/desk_answer_pages.h"
#include "cases/desk_course_history.h"
#include "cases/desk_hearing.h"
#include "cases/desk_post_pages.h"
#include "cases/desk_record_pages.h"
#include "cases/texts.h"
#include "forms/submission.h"
#include "terms/written_date.h"

namespace dw::cases {

namespace {

struct Line {
    std::string title;
    std::string text = {};  // what was written, where somebody wrote something
};

// Of an event whose content was destroyed: what kind it was.
Text what_is_left(std::string_view kind) {
    static const std::pair<std::string_view, Text> words[] = {
        {"case.opened", texts::desk_history_opened},
        {"case.party_added", texts::desk_left_party},
        {"case.document_added", texts::desk_history_document},
        {"case.message_sent", texts::desk_left_message},
        {"case.note_added", texts::desk_left_note},
        {"case.taken", texts::desk_left_taken},
        {"case.handed_over", texts::desk_left_handed_over},
        {"case.deadline_set", texts::desk_left_deadline},
        {"case.decided", texts::desk_left_decided},
        {"case.closed", texts::desk_left_withdrawn},
        {"case.contact_confirmed", texts::desk_history_contact_confirmed},
        {"case.retention_set", texts::desk_left_retention},
        {"case.retention_ended", texts::desk_left_listed},
        {"case.hold_placed", texts::desk_left_held},
        {"case.hold_lifted", texts::desk_left_released},
        {"case.letter_ordered", texts::desk_left_letter_ordered},
        {"case.letter_posted", texts::desk_left_letter_posted},
        {"case.letter_returned", texts::desk_left_letter_returned},
        {"case.letter_provided", texts::desk_left_letter_provided},
        {"case.letter_retrieved", texts::desk_left_letter_retrieved},
        {"case.letter_not_retrieved", texts::desk_left_letter_not_retrieved},
        {"case.deadline_started", texts::desk_left_deadline},
        {"case.deadline_stopped", texts::desk_left_deadline_stopped},
        {"case.deadline_extended", texts::desk_left_deadline_extended},
        {"case.deadline_passed", texts::desk_left_deadline_passed},
        {"case.papers_complete", texts::desk_left_papers_complete},
        {"case.answer_reminded", texts::desk_history_reminded},
        {"case.answer_overdue", texts::desk_history_overdue},
        {"case.decision_drafted", texts::desk_left_drafted},
        {"case.draft_cosigned", texts::desk_left_cosigned},
        {"case.draft_returned", texts::desk_left_draft_returned},
        {"case.opinion_asked", texts::desk_left_opinion_asked},
        {"case.opinion_given", texts::desk_left_opinion_given},
        {"case.opinion_silent", texts::desk_left_opinion_silent},
        {"case.transferred", texts::desk_left_transferred},
        {"case.fee_set", texts::desk_left_fee},
        {"case.payment_booked", texts::desk_left_payment},
        {"case.recorded", texts::desk_left_recorded},
        {"case.reference_given", texts::desk_left_reference},
        {"case.reminder_set", texts::desk_left_reminder},
        {"case.reminder_came", texts::desk_history_reminder_came},
        {"case.reminder_settled", texts::desk_left_reminder_settled},
        {"case.filed", texts::desk_left_filed},
        {"case.exported", texts::desk_left_exported},
        {"case.code_renewed", texts::desk_left_code},
        {"case.contested", texts::desk_left_contested},
        {"case.objection_opened", texts::desk_left_objection},
        {"case.letter_served", texts::desk_left_served},
        {"case.deemed_withdrawn", texts::desk_left_deemed_withdrawn},
        {"case.certificate_asked", texts::desk_left_certificate_asked},
        {"case.certificate_issued", texts::desk_left_certificate},
        {"case.consent_taken_back", texts::desk_left_consent},
        {"case.fee_due_set", texts::desk_left_fee_due},
        {"case.filing_undone", texts::desk_left_unfiled},
        {"case.letter_called_off", texts::desk_left_letter_called_off}};
    for (const auto& [name, text] : words)
        if (name == kind) return text;
    return texts::desk_history_content_gone;
}

class Teller {
  public:
    Teller(const Visit& visit, const CaseFile& file, const Directory& directory)
        : visit_(visit), file_(file), directory_(directory) {}

    // Nothing for what belongs to the opening and needs no line of its own.
    std::optional<Line> line(const HistoryEntry& entry) const {
        if (!entry.event) return Line{visit_.say(what_is_left(entry.kind))};
        const std::string& who = entry.actor.empty() ? file_.state.opened.subject : entry.actor;
        return match(
            *entry.event,
            [&](const CaseOpened& e) -> std::optional<Line> {
                return Line{visit_.say(texts::desk_history_opened),
                            visit_.say(channel_word(e.channel))};
            },
            [&](const PartyAdded& e) -> std::optional<Line> {
                if (entry.actor.empty()) return std::nullopt;
                return by(texts::desk_history_address, who,
                          e.street + ", " + e.postcode + " " + e.town);
            },
            [&](const DocumentAdded& e) -> std::optional<Line> {
                return Line{visit_.say(texts::desk_history_document), e.file_name};
            },
            [&](const MessageSent& e) -> std::optional<Line> { return said(entry, e, who); },
            [&](const NoteAdded& e) -> std::optional<Line> {
                return by(texts::desk_history_note, who, e.text);
            },
            [&](const CaseTaken&) -> std::optional<Line> {
                return by(texts::desk_history_taken, who, {});
            },
            [&](const CaseHandedOver& e) -> std::optional<Line> { return handed(e, who); },
            [&](const DeadlineSet& e) -> std::optional<Line> {
                // The one of the opening needs no line, whoever opened it.
                if (entry.actor.empty() || e.reason == "deadline_processing") return std::nullopt;
                return Line{visit_.say(texts::desk_history_deadline,
                                       {who, written_date(e.due, visit_.language)})};
            },
            [&](const OutcomeDecided& e) -> std::optional<Line> { return decided(e, who); },
            [&](const CaseWithdrawn&) -> std::optional<Line> {
                return Line{visit_.say(texts::desk_history_withdrawn)};
            },
            [&](const ContactConfirmed&) -> std::optional<Line> {
                return Line{visit_.say(texts::desk_history_contact_confirmed)};
            },
            [&](const RetentionSet& e) -> std::optional<Line> {
                return Line{visit_.say(texts::desk_history_retention, {day(e.until)})};
            },
            [&](const RetentionEnded& e) -> std::optional<Line> {
                return Line{visit_.say(texts::desk_history_listed, {day(e.destroyed_on)})};
            },
            [&](const HoldPlaced& e) -> std::optional<Line> {
                return by(texts::desk_history_held, who, e.reason);
            },
            [&](const HoldLifted&) -> std::optional<Line> {
                return by(texts::desk_history_released, who, {});
            },
            [&](const ContentDestroyed&) -> std::optional<Line> {
                return Line{visit_.say(texts::desk_history_destroyed)};
            },
            [&](const auto& e) -> std::optional<Line> {
                if constexpr (requires { told(e, who); }) {
                    return told(e, who);
                } else {
                    auto words = course_line(visit_, file_.state, who, e);
                    return Line{std::move(words.title), std::move(words.text)};
                }
            });
    }

  private:
    Line told(const LetterOrdered&, const std::string&) const {
        return {visit_.say(texts::desk_left_letter_ordered)};
    }
    Line told(const LetterPosted& e, const std::string& who) const {
        return {visit_.say(texts::desk_history_letter_posted, {who, day(e.on)})};
    }
    Line told(const LetterReturned& e, const std::string& who) const {
        return by(texts::desk_history_letter_returned, who, e.reason);
    }
    Line told(const LetterProvided&, const std::string&) const {
        return {visit_.say(texts::desk_left_letter_provided)};
    }
    Line told(const LetterRetrieved&, const std::string&) const {
        return {visit_.say(texts::desk_left_letter_retrieved)};
    }
    Line told(const LetterNotRetrieved&, const std::string&) const {
        return {visit_.say(texts::desk_left_letter_not_retrieved)};
    }
    Line told(const LetterCalledOff& e, const std::string&) const {
        return {visit_.say(texts::desk_left_letter_called_off), visit_.say(call_off_words(e.why))};
    }
    // Of the file (file_events.h).
    Line told(const CaseRecorded& e, const std::string& who) const {
        return by(texts::desk_history_recorded, who, visit_.say(identity_word(e.identity)));
    }
    Line told(const ReferenceGiven& e, const std::string&) const {
        return {visit_.say(texts::desk_history_reference, {e.reference})};
    }
    Line told(const ReminderSet& e, const std::string& who) const {
        return {visit_.say(texts::desk_history_reminder, {who, day(e.on)}), e.reason};
    }
    Line told(const ReminderCame&, const std::string&) const {
        return {visit_.say(texts::desk_history_reminder_came)};
    }
    Line told(const ReminderSettled&, const std::string& who) const {
        return by(texts::desk_history_reminder_settled, who, {});
    }
    Line told(const CaseFiled& e, const std::string& who) const {
        if (!e.by) return {visit_.say(texts::desk_history_filed_by_itself, {day(e.on)})};
        return by(texts::desk_history_filed, who, {});
    }
    Line told(const FilingUndone& e, const std::string& who) const {
        return by(texts::desk_history_unfiled, who, e.reason);
    }
    Line told(const FileExported&, const std::string& who) const {
        return by(texts::desk_history_exported, who, {});
    }
    Line told(const CodeRenewed&, const std::string& who) const {
        return by(texts::desk_history_code, who, {});
    }
    // The first message of an objection is the objection, no answer to anything.
    bool is_objection_itself(const HistoryEntry& entry) const {
        const auto& state = file_.state;
        return state.objection && !state.messages.empty() &&
               state.messages.front().sequence == entry.sequence;
    }
    std::string day(Date date) const { return written_date(date, visit_.language); }
    Line told(const FeeSet& event, const std::string&) const {
        return {visit_.say(texts::desk_history_fee, {money(event.cents)}),
                event.reason.empty() ? event.rule : event.reason};
    }
    Line told(const FeeDueSet& event, const std::string&) const {
        return {visit_.say(texts::desk_history_fee_due, {day(event.due), day(event.known_on)})};
    }
    Line told(const PaymentBooked& event, const std::string& who) const {
        const auto words = event.way == BookedBy::Treasury ? texts::desk_history_treasury
                                                           : texts::desk_history_payment;
        return {visit_.say(words, {money(event.cents), day(event.on), who}), event.note};
    }
    std::string money(std::int64_t cents) const {
        return forms::money_in_words(cents, visit_.language);
    }
    Line by(Text text, const std::string& who, const std::string& written) const {
        return {visit_.say(text, {who}), written};
    }
    Line said(const HistoryEntry& entry, const MessageSent& message, const std::string& who) const {
        if (message.taken)
            return {visit_.say(texts::desk_history_answer_taken,
                               {who, taken_words(*message.taken, visit_.language)}),
                    message.text};
        if (message.direction == Direction::FromApplicant)
            return {visit_.say(is_objection_itself(entry) ? texts::desk_history_objection_words
                                                          : texts::desk_history_answer),
                    message.text};
        return by(message.awaits_answer ? texts::desk_history_asked : texts::desk_history_message,
                  who, message.text);
    }
    Line handed(const CaseHandedOver& event, const std::string& who) const {
        if (event.to_person)
            return {visit_.say(texts::desk_history_handed_to_person,
                               {who, directory_.name_of(*event.to_person)}),
                    event.note};
        const auto team = event.to_team ? directory_.name_of(*event.to_team) : std::string();
        return {visit_.say(texts::desk_history_handed_to_team, {who, team}), event.note};
    }
    Line decided(const OutcomeDecided& event, const std::string& who) const {
        const auto* package = visit_.cases.package_of(file_.state);
        const auto* possible = package ? package->outcome(event.outcome) : nullptr;
        const std::string result =
            possible ? possible->result.in(visit_.language) : visit_.say(outcome_word(event.kind));
        std::string written;
        for (const auto& field : possible ? possible->details : std::vector<forms::FormField>()) {
            const Json& value = event.details[field.id];
            if (value.is_null()) continue;
            written += field.label.in(visit_.language) + ": " +
                       forms::answer_in_words(field, value, visit_.language) + "\n";
        }
        if (event.drafted_by)
            written += visit_.say(texts::desk_history_drafted_by,
                                  {directory_.name_of(*event.drafted_by)}) +
                       "\n";
        if (!event.no_hearing.empty())
            written += visit_.say(texts::desk_history_no_hearing,
                                  {ground_words(event.no_hearing, visit_.language)}) +
                       "\n";
        return {visit_.say(texts::desk_history_decided, {who, result}), written + event.reasons};
    }

    const Visit& visit_;
    const CaseFile& file_;
    const Directory& directory_;
};

}  // namespace

std::vector<web::TimelineEntry> history_of(const Visit& visit, const CaseFile& file,
                                           const Directory& directory, const HistoryPart& part) {
    const Teller teller(visit, file, directory);
    std::vector<web::TimelineEntry> entries;
    for (const auto& entry : std::views::reverse(file.history)) {
        if (entry.sequence <= part.after || entries.size() == part.most) break;
        if (entry.sequence >= part.before) continue;
        const auto line = teller.line(entry);
        if (!line) continue;
        entries.push_back({written_time(entry.at, visit.language), line->title,
                           line->text.empty() ? web::Html{} : written_text(line->text)});
    }
    return entries;
}

web::Html latest_history(const Visit& visit, const CaseFile& file, const Directory& directory) {
    const web::Html latest =
        web::timeline(history_of(visit, file, directory, {.most = entries_shown}));
    if (file.history.size() <= entries_shown) return latest;
    return latest + web::html<"<p>{}</p>">(web::link(
                        case_path(file.id, "history"),
                        visit.say(texts::desk_history_all, {std::to_string(file.history.size())})));
}

web::Response history_route(const Visit& visit) {
    constexpr std::int64_t events_per_page = 200;
    const auto file = case_file_of(visit);
    if (!file) return web::error_response(visit.request, file.error());
    const auto directory = Directory::read(visit, *file);
    if (!directory) return web::error_response(visit.request, directory.error());
    const std::int64_t last = file->state.sequence + 1;
    const std::int64_t asked = parse_integer(visit.request.query.get("vor")).value_or(last);
    const std::int64_t before = std::clamp<std::int64_t>(asked, 1, last);
    const std::int64_t after = std::max<std::int64_t>(before - 1 - events_per_page, 0);
    const std::string title = visit.say(texts::desk_case_history);
    web::Html main =
        web::heading(1, title) +
        web::lead(file->state.opened.subject + ", " + file->service_title) +
        web::timeline(history_of(visit, *file, *directory, {.after = after, .before = before}));
    const std::string next =
        after > 0 ? case_path(file->id, "history") + "?vor=" + std::to_string(after + 1) : "";
    main += web::pagination(next, texts::desk_history_older, visit.language);
    return desk_page(visit, {.title = title + ", " + file->state.opened.number,
                             .main = main,
                             .back_path = case_path(file->id)});
}

}  // namespace dw::cases
