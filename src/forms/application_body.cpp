// The body of POST /api/v1/applications: the same rules as the pages, from one JSON object.
#include <algorithm>
#include <array>

#include "forms/form_rules.h"
#include "forms/forms.h"

namespace dw::forms {

namespace {

constexpr std::array<std::string_view, 7> members = {
    "package", "service", "area", "answers", "language", "email", "reads_online"};

// One text of the body; "" and a finding when it is missing or no text.
class BodyReader {
  public:
    BodyReader(const Json& body, Findings& findings) : body_(body), findings_(findings) {}

    std::string required(const std::string& name) {
        if (!body_.has(name)) findings_.push_back({name, "body_missing", {}});
        return optional(name);
    }
    std::string optional(const std::string& name) {
        const Json& value = body_[name];
        if (value.is_null()) return {};
        if (const std::string* text = value.as_string()) return *text;
        findings_.push_back({name, "body_kind_text", {}});
        return {};
    }
    void refuse_unknown() {
        for (const JsonMember& member : body_.members()) {
            if (std::find(members.begin(), members.end(), member.key) == members.end()) {
                findings_.push_back({member.key, "body_unknown", {}});
            }
        }
    }

  private:
    const Json& body_;
    Findings& findings_;
};

Finding finding_for(const Error& error) {
    if (error.code == "forms.service_unknown") return {"service", "body_service_unknown", {}};
    if (error.code == "forms.place_unknown") return {"area", "body_area_unknown", {}};
    if (error.code == "forms.no_package") return {"package", "body_package_unknown", {}};
    return {"area", "body_not_online", {}};
}

// The address beside the answers is the answer to the package's question for it.
void add_email(const Package& package, const std::string& email, Json& answers) {
    for (const QuestionGroup& group : package.groups) {
        for (const FormField& field : group.fields) {
            if (field.autocomplete == "email" && !email.empty() && !answers.has(field.id)) {
                answers.set(field.id, email);
            }
        }
    }
}

}  // namespace

Result<Checked> Forms::submission_from_json(const Json& body) const {
    if (!body.as_object()) return Checked{Findings{{"", "body_kind_object", {}}}};
    Findings findings;
    BodyReader reader(body, findings);
    reader.refuse_unknown();
    const std::string service = reader.required("service");
    const std::string area = reader.required("area");
    const std::string package_name = reader.optional("package");
    const std::string email = reader.optional("email");
    const std::string code = reader.optional("language");
    const Json& online = body["reads_online"];
    if (!online.is_null() && !online.as_bool())
        findings.push_back({"reads_online", "answer_kind_flag", {}});
    const auto language = language_from_code(code.empty() ? "de" : code);
    if (!language) findings.push_back({"language", "body_language_unknown", {}});
    if (!body.has("answers")) {
        findings.push_back({"answers", "body_missing", {}});
    } else if (!body["answers"].as_object()) {
        findings.push_back({"answers", "answer_kind_object", {}});
    } else if (body["answers"].members().size() > limits::form_fields) {
        findings.push_back({"answers", "answer_too_many", {std::to_string(limits::form_fields)}});
    }
    if (!findings.empty()) return Checked{std::move(findings)};

    auto errand = this->errand(service, area);
    if (!errand && errand.error().kind == ErrorKind::NotFound) {
        return Checked{Findings{finding_for(errand.error())}};
    }
    if (!errand) return errand.error();
    const Package& package = *errand->package;
    if (!package_name.empty() && package_name != package.name) {
        return Checked{Findings{{"package", "body_package_unknown", {}}}};
    }
    Json answers = normalised_answers(package, body["answers"]);
    add_email(package, email, answers);
    findings = check_answers(package, answers, {}, circumstances(errand->place));
    if (!findings.empty()) return Checked{std::move(findings)};
    Submission submission;
    submission.package_name = package.name;
    submission.package_version = package.version;
    submission.service = errand->service.id;
    submission.organisation = errand->organisation.id;
    submission.place = errand->place;
    submission.language = *language;
    submission.applicant = applicant_of(package, answers);
    submission.reads_online = online.as_bool().value_or(false);
    submission.answers = std::move(answers);
    submission.channel = "api";
    return Checked{std::move(submission)};
}

}  // namespace dw::forms
