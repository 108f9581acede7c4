// dw_texts FILE MODULE HEADER: turns a text catalogue into a C++ header.
//
// A catalogue is a list of blocks, separated by blank lines:
//     key_in_snake_case
//     de: Deutscher Text mit {0}
//     en: English text with {0}
// A block without German or English, a key given twice, or a placeholder that stands in one
// language only stops the build: a page can never miss a text.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <string>
#include <vector>

namespace {

struct Entry {
    std::string key, de, en;
    int line = 0;
};

[[noreturn]] void fail(const std::string& file, int line, const std::string& reason) {
    std::cerr << file << ":" << line << ": " << reason << "\n";
    std::exit(1);
}

std::set<std::string> placeholders(const std::string& text) {
    std::set<std::string> found;
    for (std::size_t i = 0; i + 2 < text.size(); ++i) {
        if (text[i] == '{' && text[i + 2] == '}') found.insert(text.substr(i, 3));
    }
    return found;
}

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

std::vector<Entry> read(const std::string& file) {
    std::ifstream in(file);
    if (!in) fail(file, 0, "cannot be read");
    std::vector<Entry> entries;
    Entry entry;
    std::set<std::string> keys;
    int number = 0;
    const auto finish = [&] {
        if (entry.key.empty()) return;
        if (entry.de.empty()) fail(file, entry.line, entry.key + " has no German text");
        if (entry.en.empty()) fail(file, entry.line, entry.key + " has no English text");
        if (placeholders(entry.de) != placeholders(entry.en)) {
            fail(file, entry.line, entry.key + ": the languages differ in their placeholders");
        }
        if (!keys.insert(entry.key).second) fail(file, entry.line, entry.key + " is given twice");
        entries.push_back(entry);
        entry = {};
    };
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (!line.empty() && line[0] == '#') continue;
        if (line.empty()) {
            finish();
        } else if (entry.key.empty()) {
            if (line.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != line.npos) {
                fail(file, number, "a key is written in snake_case: " + line);
            }
            entry.key = line;
            entry.line = number;
        } else if (line.rfind("de: ", 0) == 0) {
            entry.de = line.substr(4);
        } else if (line.rfind("en: ", 0) == 0) {
            entry.en = line.substr(4);
        } else {
            fail(file, number, "expected 'de: …', 'en: …' or a blank line");
        }
    }
    finish();
    return entries;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::cerr << "usage: dw_texts FILE MODULE HEADER\n";
        return 2;
    }
    const auto entries = read(argv[1]);
    std::filesystem::create_directories(std::filesystem::path(argv[3]).parent_path());
    std::ofstream out(argv[3]);
    out << "// Made from " << std::filesystem::path(argv[1]).filename().string()
        << "; change that file.\n"
        << "#pragma once\n#include \"terms/language.h\"\n\nnamespace dw::" << argv[2]
        << "::texts {\n";
    for (const auto& entry : entries) {
        out << "inline constexpr Text " << entry.key << "{" << quoted(entry.de) << ",\n    "
            << quoted(entry.en) << "};\n";
    }
    // Findings travel as keys (their rules know no language); pages look the words up here.
    out << "\nstruct NamedText {\n    std::string_view key;\n    Text text;\n};\n"
        << "inline constexpr NamedText all[] = {\n";
    for (const auto& entry : entries)
        out << "    {\"" << entry.key << "\", " << entry.key << "},\n";
    out << "    {\"\", {\"\", \"\"}}};\n}  // namespace dw::" << argv[2] << "::texts\n";
    return out ? 0 : 1;
}
