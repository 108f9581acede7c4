// How a file is read: expat calls back for every start, end and text. Outside of objects only the
// way to them is followed. From `schreibe` (or an object that stands alone) to its end, the
// elements are kept as a tree and handed over when it is complete; then the tree is emptied for the
// next one.

#include "standards/xzufi/reader.h"

#include <expat.h>

#include <algorithm>
#include <array>

#include "base/limits.h"
#include "base/text.h"
#include "standards/xzufi/encodings.h"
#include "standards/xzufi/surroundings.h"
#include "standards/xzufi/tree_builder.h"

namespace dw::xzufi {

namespace {

constexpr char separator = '|';  // between namespace and local name; is in no URI (RFC 3986)
constexpr std::string_view xzufi_namespace = "http://xoev.de/schemata/xzufi/";
// Parts of codes stand in no namespace, in that of the file, or in this one.
constexpr std::string_view code_namespace = "http://xoev.de/schemata/code/";
constexpr std::string_view xsi_type = "http://www.w3.org/2001/XMLSchema-instance|type";
constexpr std::array<std::string_view, 3> known_versions = {"2_1_0", "2_2_0", "2_3_1"};

struct QualifiedName {
    std::string_view space, local;
};

QualifiedName qualified(const char* expat_name) {
    const std::string_view name = expat_name;
    const std::size_t at = name.rfind(separator);
    if (at == name.npos) return {"", name};
    return {name.substr(0, at), name.substr(at + 1)};
}

std::optional<Objekt> objekt_of(Name name) {
    switch (name) {
        case Name::leistung:
        case Name::ergebnisLeistung:
            return Objekt::Leistung;
        case Name::spezialisierung:
        case Name::leistungSpezialisierung:
            return Objekt::Spezialisierung;
        case Name::organisationseinheit:
        case Name::ergebnisOrganisationseinheit:
            return Objekt::Organisationseinheit;
        case Name::onlinedienst:
            return Objekt::Onlinedienst;
        case Name::zustaendigkeitTransferObjekt:
            return Objekt::ZustaendigkeitTransferObjekt;
        default:
            return std::nullopt;
    }
}

std::optional<Attribute> attribute_of(std::string_view name) {
    if (name == "schemeAgencyID") return Attribute::schemeAgencyID;
    if (name == "schemeID") return Attribute::schemeID;
    if (name == "languageCode") return Attribute::languageCode;
    if (name == "currencyCode") return Attribute::currencyCode;
    if (name == "klasse") return Attribute::klasse;
    if (name == xsi_type) return Attribute::type;
    return std::nullopt;
}

// Texts whose content is HTML. It should be escaped; some writers put the elements themselves
// there.
bool holds_html(Name name) {
    return name == Name::inhalt || name == Name::beschreibung ||
           name == Name::beschreibungKostenfreiheit || name == Name::beschreibungVariabilitaet;
}

std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        switch (c) {
            case '&':
                safe += "&amp;";
                break;
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            case '"':
                safe += "&quot;";
                break;
            default:
                safe += c;
        }
    }
    return safe;
}

bool is_truncation(XML_Error error) {
    return error == XML_ERROR_NO_ELEMENTS || error == XML_ERROR_UNCLOSED_TOKEN ||
           error == XML_ERROR_PARTIAL_CHAR || error == XML_ERROR_UNCLOSED_CDATA_SECTION;
}

}  // namespace

struct Reader::Parts {
    explicit Parts(Callbacks given)
        : callbacks(std::move(given)), parser(XML_ParserCreateNS(nullptr, separator)) {
        DW_ASSERT(parser != nullptr);
        XML_SetUserData(parser, this);
        XML_SetElementHandler(
            parser,
            [](void* self, const XML_Char* name, const XML_Char** attributes) {
                static_cast<Parts*>(self)->start(name, attributes);
            },
            [](void* self, const XML_Char* name) { static_cast<Parts*>(self)->end(name); });
        XML_SetCharacterDataHandler(parser, [](void* self, const XML_Char* text, int size) {
            static_cast<Parts*>(self)->characters({text, static_cast<std::size_t>(size)});
        });
        follow_prefixes();
        XML_SetCommentHandler(parser, [](void* self, const XML_Char*) {
            static_cast<Parts*>(self)->progressed = true;
        });
        XML_SetProcessingInstructionHandler(parser,
                                            [](void* self, const XML_Char*, const XML_Char*) {
                                                static_cast<Parts*>(self)->progressed = true;
                                            });
        XML_SetUnknownEncodingHandler(
            parser,
            [](void* self, const XML_Char* name, XML_Encoding* wanted) {
                static_cast<Parts*>(self)->encoding = cut(name, limits::xml_quote_bytes);
                return fill_encoding(name, wanted);
            },
            this);
        XML_SetStartDoctypeDeclHandler(
            parser, [](void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
                static_cast<Parts*>(self)->refuse("xzufi.doctype", {});
            });
    }
    ~Parts() { XML_ParserFree(parser); }
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;

    void follow_prefixes();
    void start(const char* expat_name, const char** attributes);
    void end(const char* expat_name);
    void characters(std::string_view text);
    Outcome after_parsing(XML_Status status, std::string_view chunk);

    void check_attributes(const char** attributes);
    void check_namespace(std::string_view space);
    void start_outside(const QualifiedName& name, const char** attributes);
    void start_inside(const QualifiedName& name, const char** attributes);
    void add_attributes(const char** attributes);
    void start_markup(const QualifiedName& name, const char** attributes);
    void pass_over(std::string code, const QualifiedName& name);
    void deliver();
    void deliver_schreibe(const Element& schreibe);
    void deliver_objekt(const Element& element);
    void deliver_loesche(const Element& loesche);
    void hand_over(Outcome outcome);

    Position position_of_parser() const {
        return {static_cast<std::int64_t>(XML_GetCurrentLineNumber(parser)),
                static_cast<std::int64_t>(XML_GetCurrentColumnNumber(parser)) + 1};
    }
    Position position() const {
        const Position at = position_of_parser();
        if (at.line > resumed.line) return {at.line - resumed.line + went_on.line, at.column};
        return {went_on.line, at.column - resumed.column + went_on.column};
    }
    // Of an object or of what is wrong with one.
    Position position_to_tell() const {
        return callbacks.wants_positions ? position() : Position{};
    }
    void report(Position at, std::string code, std::vector<std::string> arguments) const {
        callbacks.problem({at, std::move(code), std::move(arguments)});
    }
    void refuse(std::string code, std::vector<std::string> arguments) {
        if (refusal || error) return;
        refusal = Problem{position(), std::move(code), std::move(arguments)};
        XML_StopParser(parser, XML_FALSE);
    }

    Callbacks callbacks;
    XML_Parser parser;
    TreeBuilder tree;
    Surroundings surroundings;
    std::optional<Problem> refusal;
    std::optional<Error> error;  // of a callback
    std::string checked_space;   // the XZuFi namespace that was checked last
    std::string root_space;
    std::string encoding;        // declared, and not one of those that expat knows
    std::string unknown_object;  // name of an object in `schreibe` that the standard lacks
    std::string declared_encoding;
    std::vector<std::pair<std::string, std::string>> prefixes;  // and their namespaces, in scope
    // Behind the last run of bytes that was passed by: as the parser counts, and in the file.
    Position resumed{1, 1}, went_on{1, 1};
    std::uint64_t bytes_passed_by = 0;
    std::uint64_t behind_object = 0;  // bytes fed to the end of the last one
    std::uint64_t bytes_fed = 0;
    std::uint64_t bytes_at_progress = 0;
    bool progressed = false;  // since the last chunk: a token was complete
    std::size_t depth = 0;
    std::size_t pass_over_depth = 0;  // 0: reading
    std::size_t markup_depth = 0;     // HTML elements inside a text; 0: none
    bool saw_root = false;
    bool saw_xzufi = false;
    bool saw_message = false;  // schreibe, loesche or an object
};

Reader::Reader(Callbacks callbacks) : parts_(std::make_unique<Parts>(std::move(callbacks))) {}
Reader::~Reader() = default;

const std::optional<Problem>& Reader::refusal() const {
    return parts_->refusal;
}

bool Reader::is_between_objects() const {
    return parts_->behind_object > 0 && parts_->behind_object == parts_->bytes_fed &&
           !parts_->tree.is_open() && !parts_->refusal && !parts_->error;
}

std::string Reader::bearings() const {
    std::string bearings = parts_->declared_encoding + '\n' + parts_->checked_space + '\n' +
                           parts_->surroundings.path();
    for (const auto& [prefix, space] : parts_->prefixes) bearings += '\n' + prefix + '=' + space;
    return bearings;
}

Position Reader::here() const {
    return parts_->position();
}

void Reader::pass_by(std::size_t bytes, const Stretch& stretch) {
    DW_ASSERT(is_between_objects());
    const Position at = here();
    parts_->resumed = parts_->position_of_parser();
    parts_->went_on = stretch.lines > 0 ? Position{at.line + stretch.lines, stretch.columns}
                                        : Position{at.line, at.column + stretch.columns};
    parts_->bytes_passed_by += bytes;
    parts_->surroundings.saw_object();
}

void Reader::count_from_here() {
    parts_->resumed = parts_->position_of_parser();
    parts_->went_on = {1, 1};
}

Outcome Reader::feed(std::string_view bytes) {
    while (!bytes.empty()) {
        const std::string_view chunk = bytes.substr(0, limits::xml_chunk_bytes);
        bytes.remove_prefix(chunk.size());
        const XML_Status status =
            XML_Parse(parts_->parser, chunk.data(), static_cast<int>(chunk.size()), 0);
        parts_->bytes_fed += chunk.size();
        DW_TRY_DO(parts_->after_parsing(status, chunk));
    }
    return Nothing{};
}

Outcome Reader::finish() {
    Parts& parts = *parts_;
    if (parts.bytes_fed == 0) {
        parts.refusal = Problem{{}, "xzufi.empty_file", {}};
        return invalid("xzufi.empty_file", "the file is empty");
    }
    DW_TRY_DO(parts.after_parsing(XML_Parse(parts.parser, nullptr, 0, 1), {}));
    if (!parts.saw_xzufi && parts.root_space.empty()) {
        parts.refuse("xzufi.no_namespace", {});
    } else if (!parts.saw_xzufi) {
        parts.refuse("xzufi.wrong_namespace", {parts.root_space});
    } else if (!parts.saw_message) {
        parts.refuse("xzufi.no_objects", {});
    }
    if (parts.refusal) return invalid(parts.refusal->code, "the file is refused");
    return Nothing{};
}

Outcome Reader::Parts::after_parsing(XML_Status status, std::string_view chunk) {
    if (error) return *error;
    if (status == XML_STATUS_OK) {
        // A token that is kept whole until its end (a comment, a start tag) must not fill the
        // memory.
        if (progressed) bytes_at_progress = bytes_fed;
        progressed = false;
        if (bytes_fed - bytes_at_progress > limits::xml_token_bytes) {
            refuse("xzufi.token_too_long", {std::to_string(limits::xml_token_bytes)});
        }
    } else if (!refusal) {
        const XML_Error failed = XML_GetErrorCode(parser);
        const XML_Index at = XML_GetErrorByteIndex(parser);
        const auto chunk_begin = static_cast<XML_Index>(bytes_fed - chunk.size());
        const XML_Index inside = at - chunk_begin;
        const bool bad_byte =
            failed == XML_ERROR_INVALID_TOKEN && inside >= 0 &&
            static_cast<std::size_t>(inside) < chunk.size() &&
            static_cast<unsigned char>(chunk[static_cast<std::size_t>(inside)]) >= 0x80;
        if (bad_byte) {
            refuse("xzufi.invalid_encoding",
                   {std::to_string(static_cast<std::uint64_t>(at) + 1 + bytes_passed_by)});
        } else if (failed == XML_ERROR_UNKNOWN_ENCODING) {
            refuse("xzufi.unknown_encoding", {encoding});
        } else if (chunk.empty() && failed == XML_ERROR_NO_ELEMENTS && !saw_root) {
            refuse("xzufi.empty_file", {});
        } else if (chunk.empty() && is_truncation(failed)) {
            refuse("xzufi.truncated", {});
        } else {
            refuse("xzufi.not_well_formed", {XML_ErrorString(failed)});
        }
    }
    if (refusal) return invalid(refusal->code, "the file is refused");
    return Nothing{};
}

void Reader::Parts::follow_prefixes() {
    XML_SetNamespaceDeclHandler(
        parser,
        [](void* self, const XML_Char* prefix, const XML_Char* space) {
            static_cast<Parts*>(self)->prefixes.emplace_back(prefix == nullptr ? "" : prefix,
                                                             space == nullptr ? "" : space);
        },
        [](void* self, const XML_Char*) { static_cast<Parts*>(self)->prefixes.pop_back(); });
    XML_SetXmlDeclHandler(parser, [](void* self, const XML_Char*, const XML_Char* name, int) {
        static_cast<Parts*>(self)->declared_encoding = name == nullptr ? "" : name;
    });
}

void Reader::Parts::start(const char* expat_name, const char** attributes) {
    if (refusal || error) return;
    progressed = true;
    if (++depth > limits::xml_depth) {
        return refuse("xzufi.too_deep", {std::to_string(limits::xml_depth)});
    }
    const QualifiedName name = qualified(expat_name);
    if (depth == 1) root_space = name.space;
    saw_root = true;
    check_attributes(attributes);
    if (pass_over_depth > 0) {
        ++pass_over_depth;
        return;
    }
    if (markup_depth > 0) return start_markup(name, attributes);
    check_namespace(name.space);
    if (tree.is_open()) return start_inside(name, attributes);
    start_outside(name, attributes);
}

// Too long an attribute costs its object; outside of objects, the file.
void Reader::Parts::check_attributes(const char** attributes) {
    for (; *attributes != nullptr; attributes += 2) {
        if (std::string_view(attributes[1]).size() <= limits::xml_attribute_bytes) continue;
        if (tree.is_open()) return tree.mark_too_large();
        return refuse("xzufi.attribute_too_long", {std::to_string(limits::xml_attribute_bytes)});
    }
}

void Reader::Parts::check_namespace(std::string_view space) {
    if (!space.starts_with(xzufi_namespace) || space == checked_space) return;
    saw_xzufi = true;
    checked_space = space;
    const std::string_view version = space.substr(xzufi_namespace.size());
    const bool known =
        std::find(known_versions.begin(), known_versions.end(), version) != known_versions.end();
    if (!known)
        report(position_to_tell(), "xzufi.unknown_version", {std::string(cut(version, 40))});
}

void Reader::Parts::start_outside(const QualifiedName& name, const char** attributes) {
    const bool ours = !checked_space.empty() && name.space == checked_space;
    const Name known = ours ? name_of(name.local) : Name::unknown;
    const bool begins_object =
        known == Name::schreibe || known == Name::loesche || objekt_of(known).has_value();
    // The root may have any name.
    const bool head = depth > 1 && known != Name::unknown && is_passed_over(known);
    if (begins_object) {
        saw_message = true;
        unknown_object.clear();
        surroundings.saw_object();
        tree.begin(known, position_to_tell());
        add_attributes(attributes);
    } else if (head) {
        pass_over_depth = 1;
    } else {
        using Origin = Surroundings::Origin;
        surroundings.open(name.local, position_to_tell(),
                          ours ? Origin::OfStandard : Origin::Foreign);
    }
}

void Reader::Parts::start_inside(const QualifiedName& name, const char** attributes) {
    const bool ours =
        name.space.empty() || name.space == checked_space || name.space.starts_with(code_namespace);
    const Name known = ours ? name_of(name.local) : Name::unknown;
    const bool child_of_schreibe = tree.depth() == 1 && tree.root().name() == Name::schreibe;
    if (child_of_schreibe && !objekt_of(known)) {
        unknown_object = cut(name.local, 100);
    } else if (holds_html(tree.open_name())) {  // whatever it is called: <code>, <link> …
        return start_markup(name, attributes);
    } else if (known == Name::unknown) {
        return pass_over("xzufi.unknown_element", name);
    } else if (is_left_out(known)) {
        return pass_over("xzufi.left_out", name);
    } else if (is_passed_over(known)) {
        pass_over_depth = 1;
        return;
    }
    const bool wants_position = child_of_schreibe || known == Name::zustaendigkeit;
    tree.push(known, wants_position ? position_to_tell() : Position{});
    add_attributes(attributes);
}

// As if it had been escaped; what pages must not contain is taken out with the rest of the HTML.
void Reader::Parts::start_markup(const QualifiedName& name, const char** attributes) {
    ++markup_depth;
    std::string tag = "<" + std::string(name.local);
    for (; *attributes != nullptr; attributes += 2) {
        const QualifiedName attribute = qualified(attributes[0]);
        if (!attribute.space.empty()) continue;
        tag += " " + std::string(attribute.local) + "=\"" + escaped(attributes[1]) + "\"";
    }
    tree.add_text(tag + ">");
}

void Reader::Parts::pass_over(std::string code, const QualifiedName& name) {
    pass_over_depth = 1;
    report(position_to_tell(), std::move(code), {std::string(cut(name.local, 100))});
}

void Reader::Parts::add_attributes(const char** attributes) {
    for (; *attributes != nullptr; attributes += 2) {
        const std::string_view value = attributes[1];
        const auto known = attribute_of(attributes[0]);
        if (known && value.size() <= limits::xml_attribute_bytes) {
            tree.add_attribute(*known, value);
        }
    }
}

void Reader::Parts::characters(std::string_view text) {
    progressed = true;
    if (pass_over_depth > 0 || !tree.is_open()) return;
    if (markup_depth > 0) return tree.add_text(escaped(text));
    tree.add_text(text);
}

void Reader::Parts::end(const char* expat_name) {
    if (refusal || error) return;
    progressed = true;
    --depth;
    if (pass_over_depth > 0) {
        --pass_over_depth;
        return;
    }
    if (markup_depth > 0) {
        --markup_depth;
        const QualifiedName name = qualified(expat_name);
        if (name.local != "br") tree.add_text("</" + std::string(name.local) + ">");
        return;
    }
    if (!tree.is_open()) {
        for (const auto& idle : surroundings.close()) {
            report(idle.position, "xzufi.unknown_object", {idle.name});
        }
        return;
    }
    tree.pop();
    if (tree.is_open()) return;
    behind_object = static_cast<std::uint64_t>(XML_GetCurrentByteIndex(parser)) +
                    static_cast<std::uint64_t>(XML_GetCurrentByteCount(parser));
    deliver();
}

void Reader::Parts::deliver() {
    const Element root = tree.root();
    if (tree.is_too_large()) {
        return report(root.position(), "xzufi.object_too_large", {});
    }
    if (root.name() == Name::schreibe) return deliver_schreibe(root);
    if (root.name() == Name::loesche) return deliver_loesche(root);
    deliver_objekt(root);
}

void Reader::Parts::deliver_schreibe(const Element& schreibe) {
    std::size_t objects = 0;
    for ([[maybe_unused]] const Element child : schreibe) ++objects;
    if (objects != 1) {
        return report(schreibe.position(), "xzufi.not_one_object", {std::to_string(objects)});
    }
    const Element only = *schreibe.begin();
    if (!objekt_of(only.name())) {
        return report(only.position(), "xzufi.unknown_object", {unknown_object});
    }
    deliver_objekt(only);
}

void Reader::Parts::deliver_objekt(const Element& element) {
    // Some writers of answers put the object into its result element, others are the object.
    const auto inner = element.begin();
    if (inner != element.end() && objekt_of((*inner).name()) == objekt_of(element.name())) {
        return hand_over(callbacks.schreibe(*objekt_of(element.name()), *inner));
    }
    hand_over(callbacks.schreibe(*objekt_of(element.name()), element));
}

void Reader::Parts::deliver_loesche(const Element& element) {
    Loesche loesche{.klasse = std::string(element.attribute(Attribute::klasse)),
                    .id = {},
                    .position = element.position()};
    for (const Element child : element) {
        if (child.name() == Name::id) loesche.id = identifikator_of(child);
        if (child.name() == Name::klasse && loesche.klasse.empty()) loesche.klasse = child.code();
    }
    hand_over(callbacks.loesche(loesche));
}

void Reader::Parts::hand_over(Outcome outcome) {
    if (outcome) return;
    error = outcome.error();
    XML_StopParser(parser, XML_FALSE);
}

}  // namespace dw::xzufi
