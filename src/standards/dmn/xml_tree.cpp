#include "standards/dmn/xml_tree.h"

#include <expat.h>

#include <algorithm>

#include "base/assert.h"
#include "base/limits.h"

namespace dw::dmn {

namespace {

constexpr char separator = '|';  // between namespace and local name; is in no URI (RFC 3986)

struct QualifiedName {
    std::string_view space, local;
};

QualifiedName qualified(const char* expat_name) {
    const std::string_view name = expat_name;
    const std::size_t at = name.rfind(separator);
    if (at == name.npos) return {"", name};
    return {name.substr(0, at), name.substr(at + 1)};
}

class TreeReader {
  public:
    TreeReader() : parser_(XML_ParserCreateNS(nullptr, separator)) {
        DW_ASSERT(parser_ != nullptr);
        XML_SetUserData(parser_, this);
        XML_SetElementHandler(
            parser_,
            [](void* self, const XML_Char* name, const XML_Char** attributes) {
                static_cast<TreeReader*>(self)->start(name, attributes);
            },
            [](void* self, const XML_Char*) { static_cast<TreeReader*>(self)->end(); });
        XML_SetCharacterDataHandler(parser_, [](void* self, const XML_Char* text, int size) {
            static_cast<TreeReader*>(self)->characters({text, static_cast<std::size_t>(size)});
        });
        XML_SetStartNamespaceDeclHandler(
            parser_, [](void* self, const XML_Char* prefix, const XML_Char* space) {
                static_cast<TreeReader*>(self)->prefix(prefix == nullptr ? "" : prefix,
                                                       space == nullptr ? "" : space);
            });
        XML_SetStartDoctypeDeclHandler(
            parser_, [](void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
                static_cast<TreeReader*>(self)->refuse("dmn.doctype", {});
            });
    }
    ~TreeReader() { XML_ParserFree(parser_); }
    TreeReader(const TreeReader&) = delete;
    TreeReader& operator=(const TreeReader&) = delete;

    XmlReading read(std::string_view bytes);

  private:
    void start(const char* expat_name, const char** attributes);
    void add_attributes(XmlElement& element, const char** attributes);
    void end();
    void characters(std::string_view text);
    void prefix(std::string_view prefix, std::string_view space) {
        if (open_.empty() && reading_.prefixes.size() < limits::xml_depth) {
            reading_.prefixes.push_back({std::string(prefix), std::string(space)});
        }
    }
    Position position() const {
        return {static_cast<std::int64_t>(XML_GetCurrentLineNumber(parser_)),
                static_cast<std::int64_t>(XML_GetCurrentColumnNumber(parser_)) + 1};
    }
    void refuse(std::string code, std::vector<std::string> arguments) {
        if (refused_) return;
        refused_ = true;
        reading_.refusal = {position(), std::move(code), std::move(arguments)};
        XML_StopParser(parser_, XML_FALSE);
    }

    XML_Parser parser_;
    XmlReading reading_;
    std::vector<XmlElement> open_;
    std::size_t elements_ = 0;
    bool refused_ = false;
};

XmlReading TreeReader::read(std::string_view bytes) {
    if (bytes.empty()) refuse("dmn.empty_file", {});
    if (bytes.size() > limits::dmn_file_bytes) {
        refuse("dmn.too_large", {std::to_string(limits::dmn_file_bytes)});
    }
    while (!refused_) {
        const std::string_view chunk = bytes.substr(0, limits::xml_chunk_bytes);
        bytes.remove_prefix(chunk.size());
        const XML_Status status = XML_Parse(parser_, chunk.data(), static_cast<int>(chunk.size()),
                                            bytes.empty() ? XML_TRUE : XML_FALSE);
        if (status != XML_STATUS_OK) {
            refuse("dmn.not_well_formed", {XML_ErrorString(XML_GetErrorCode(parser_))});
        }
        if (bytes.empty()) break;
    }
    if (refused_) reading_.root.reset();
    return std::move(reading_);
}

void TreeReader::start(const char* expat_name, const char** attributes) {
    if (refused_) return;
    if (open_.size() >= limits::xml_depth) {
        return refuse("dmn.too_deep", {std::to_string(limits::xml_depth)});
    }
    if (++elements_ > limits::dmn_elements) {
        return refuse("dmn.too_many_elements", {std::to_string(limits::dmn_elements)});
    }
    const QualifiedName name = qualified(expat_name);
    XmlElement element;
    element.space = name.space;
    element.name = name.local;
    element.position = position();
    add_attributes(element, attributes);
    open_.push_back(std::move(element));
}

void TreeReader::add_attributes(XmlElement& element, const char** attributes) {
    for (; *attributes != nullptr; attributes += 2) {
        const QualifiedName name = qualified(attributes[0]);
        const std::string_view value = attributes[1];
        if (value.size() > limits::xml_attribute_bytes) {
            return refuse("dmn.text_too_long", {std::to_string(limits::xml_attribute_bytes)});
        }
        element.attributes.push_back(
            {std::string(name.space), std::string(name.local), std::string(value)});
    }
}

void TreeReader::end() {
    if (refused_) return;
    XmlElement closed = std::move(open_.back());
    open_.pop_back();
    if (open_.empty()) {
        reading_.root = std::move(closed);
    } else {
        open_.back().children.push_back(std::move(closed));
    }
}

void TreeReader::characters(std::string_view text) {
    if (refused_ || open_.empty()) return;
    XmlElement& element = open_.back();
    if (element.text.empty()) element.text_position = position();
    if (element.text.size() + text.size() > limits::xml_text_bytes) {
        return refuse("dmn.text_too_long", {std::to_string(limits::xml_text_bytes)});
    }
    element.text += text;
}

}  // namespace

const std::string* XmlElement::attribute(std::string_view wanted) const {
    for (const XmlAttribute& candidate : attributes) {
        if (candidate.space.empty() && candidate.name == wanted) return &candidate.value;
    }
    return nullptr;
}

const XmlElement* XmlElement::child(std::string_view wanted) const {
    const auto found = std::ranges::find(children, wanted, &XmlElement::name);
    return found == children.end() ? nullptr : &*found;
}

XmlReading read_xml(std::string_view bytes) {
    return TreeReader().read(bytes);
}

}  // namespace dw::dmn
