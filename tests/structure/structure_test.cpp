// The house rules that a machine can check: who may include whom, sizes, words, sources named.
// CONTRIBUTING.md says why; the lists here are the only exceptions.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "base/source_dir.h"

namespace fs = std::filesystem;

namespace {

const fs::path root = dw::source_dir();

std::vector<std::string> lines_of(const fs::path& path) {
    std::ifstream in(path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

std::string text_of(const fs::path& path) {
    std::ifstream in(path);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

bool ends_with(const std::string& text, const std::string& end) {
    return text.size() >= end.size() &&
           text.compare(text.size() - end.size(), end.size(), end) == 0;
}

std::vector<fs::path> sources() {
    std::vector<fs::path> found;
    for (const auto& entry : fs::recursive_directory_iterator(root / "src")) {
        const auto extension = entry.path().extension();
        if (extension == ".h" || extension == ".cpp") found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::string path_in_project(const fs::path& path) {
    return fs::relative(path, root).generic_string();
}
std::string module_of(const fs::path& path) {
    return fs::relative(path, root / "src").begin()->generic_string();
}

std::map<std::string, std::set<std::string>> layers() {
    std::map<std::string, std::set<std::string>> allowed;
    for (const auto& line : lines_of(root / "src/layers.txt")) {
        if (line.empty() || line[0] == '#') continue;
        std::istringstream words(line);
        std::string name, word;
        words >> name;
        name.pop_back();
        allowed[name] = {};
        while (words >> word) allowed[name].insert(word);
    }
    return allowed;
}

std::string without_strings_and_comments(const std::string& line) {
    std::string out;
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"' && (i == 0 || line[i - 1] != '\\')) quoted = !quoted;
        if (!quoted && line.compare(i, 2, "//") == 0) break;
        if (!quoted) out += line[i];
    }
    return out;
}

}  // namespace

TEST(Structure, IncludesPointOnlyWhereLayersTxtAllows) {
    const auto allowed = layers();
    const std::regex include(R"re(^\s*#include "([a-z_]+)/[^"]+")re");
    for (const auto& file : sources()) {
        const auto module = module_of(file);
        ASSERT_TRUE(allowed.count(module)) << module << " is not in layers.txt";
        for (const auto& line : lines_of(file)) {
            std::smatch found;
            if (!std::regex_search(line, found, include) || found[1] == module) continue;
            EXPECT_TRUE(allowed.at(module).count(found[1]))
                << path_in_project(file) << ": " << line;
        }
    }
}

TEST(Structure, LayersHaveNoCycle) {
    const auto allowed = layers();
    for (const auto& [name, uses] : allowed) {
        for (const auto& used : uses) {
            ASSERT_TRUE(allowed.count(used)) << used;
            EXPECT_FALSE(allowed.at(used).count(name))
                << name << " and " << used << " use each other";
        }
    }
}

TEST(Structure, CMakeNamesTheSameDirectionsAsLayersTxt) {
    const auto allowed = layers();
    const std::regex call(R"re(dw_module\(([a-z]+)( USES ([a-z ]+?))?( LIBS [^)]*)?\))re");
    const std::string text = text_of(root / "CMakeLists.txt");
    std::size_t modules = 0;
    for (std::sregex_iterator it(text.begin(), text.end(), call), end; it != end; ++it) {
        std::istringstream words((*it)[3].str());
        std::set<std::string> uses;
        for (std::string word; words >> word;) uses.insert(word);
        EXPECT_EQ(uses, allowed.at((*it)[1].str())) << (*it)[1];
        ++modules;
    }
    EXPECT_EQ(modules, allowed.size());
}

TEST(Structure, FilesAndLinesStayReadable) {
    // Tables that read as one piece.
    const std::set<std::string> long_files = {};
    for (const auto& file : sources()) {
        const auto lines = lines_of(file);
        if (!long_files.count(path_in_project(file))) {
            EXPECT_LE(lines.size(), 600u) << path_in_project(file);
        }
        for (std::size_t i = 0; i < lines.size(); ++i) {
            std::size_t width = 0;
            for (char c : lines[i]) width += (c & 0xC0) != 0x80;
            // A literal is not broken to please a ruler.
            const bool literal = lines[i].find('"') != std::string::npos;
            EXPECT_LE(width, literal ? 200u : 100u) << path_in_project(file) << ":" << i + 1;
        }
    }
}

TEST(Structure, FunctionsStayShort) {
    // A function begins at a line in column one (or indented in a class) that ends with '{' and
    // ends with the '}' of the same indentation; clang-format makes that reliable.
    for (const auto& file : sources()) {
        if (ends_with(file.string(), "_test.cpp")) continue;
        const auto lines = lines_of(file);
        const std::regex begin(R"re(^( {0,4})[A-Za-z_].*\).*\{$)re");
        for (std::size_t i = 0; i < lines.size(); ++i) {
            std::smatch found;
            if (!std::regex_match(lines[i], found, begin)) continue;
            if (lines[i].find("namespace") != std::string::npos) continue;
            if (lines[i].find("class ") != std::string::npos) continue;
            const std::string closing = found[1].str() + "}";
            std::size_t end = i + 1;
            while (end < lines.size() && lines[end].compare(0, closing.size(), closing) != 0) ++end;
            EXPECT_LE(end - i, 70u) << path_in_project(file) << ":" << i + 1;
        }
    }
}

TEST(Structure, NamesSayWhatAThingIs) {
    const std::regex banned(R"re((manager|helper|util|common|misc|impl)[^/]*\.(h|cpp)$)re",
                            std::regex::icase);
    for (const auto& file : sources()) {
        EXPECT_FALSE(std::regex_search(path_in_project(file), banned)) << path_in_project(file);
    }
}

TEST(Structure, NoUnfinishedWorkAndNoBannedWords) {
    const std::vector<std::string> anywhere = {"TODO", "FIXME"};
    const std::vector<std::string> in_code = {"throw ", "throw;", "using namespace ", "std::endl"};
    for (const auto& file : sources()) {
        const bool fuzz_target = ends_with(file.string(), "_fuzz.cpp");
        const bool test = ends_with(file.string(), "_test.cpp");
        const auto lines = lines_of(file);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const std::string where =
                path_in_project(file) + ":" + std::to_string(i + 1) + ": " + lines[i];
            for (const auto& word : anywhere)
                EXPECT_EQ(lines[i].find(word), std::string::npos) << where;
            const std::string code = without_strings_and_comments(lines[i]);
            // A test may throw to see that it is caught.
            if (fuzz_target || test || ends_with(code, "_literals;")) continue;
            for (const auto& word : in_code) EXPECT_EQ(code.find(word), std::string::npos) << where;
        }
    }
}

TEST(Structure, HeavyLibrariesAreIncludedInFewFiles) {
    const std::map<std::string, std::string> homes = {
        {"#include <boost/beast", R"re(^src/web/server[a-z_]*\.(cpp|h)$)re"},
        {"#include <boost/asio", R"re(^src/web/(server[a-z_]*\.(cpp|h)|[a-z_]*_test\.cpp)$)re"},
        {"#include <boost/json", R"re(^src/base/json[a-z_]*\.cpp$)re"},
        {"#include <openssl/",
         R"re(^src/(base/(crypto|signature)\.cpp|web/(tls|server)[a-z_]*\.(cpp|h)|[a-z]+/[a-z_]*_test\.cpp|identity/oidc_fixture\.h)$)re"},
        {"#include <curl/", R"re(^src/app/[a-z_]+\.cpp$)re"},
        {"#include <sqlite3.h>", R"re(^src/store/[a-z_]+\.(cpp|h)$)re"},
        {"#include <libpq-fe.h>", R"re(^src/store/[a-z_]+\.(cpp|h)$)re"},
        {"#include <expat.h>", R"re(^src/standards/[a-z_/]+\.(cpp|h)$)re"},
        {"#include <sodium", R"re(^src/identity/password[a-z_]*\.cpp$)re"},
        {"#include <cairo", R"re(^src/forms/[a-z_]*pdf[a-z_]*\.cpp$)re"},
    };
    for (const auto& file : sources()) {
        for (const auto& line : lines_of(file)) {
            for (const auto& [include, home] : homes) {
                if (line.compare(0, include.size(), include) != 0) continue;
                EXPECT_TRUE(std::regex_match(path_in_project(file), std::regex(home)))
                    << path_in_project(file) << ": " << line;
            }
        }
    }
}

TEST(Structure, EveryFixtureHasALineInItsReadme) {
    std::size_t fixtures = 0;
    for (const auto& entry : fs::recursive_directory_iterator(root / "tests/fixtures")) {
        if (!entry.is_regular_file() || entry.path().filename() == "README.md") continue;
        ++fixtures;
        const std::string name = entry.path().filename().string();
        bool named = false;
        for (auto folder = entry.path().parent_path(); folder != root / "tests";
             folder = folder.parent_path()) {
            named = named || text_of(folder / "README.md").find(name) != std::string::npos;
        }
        EXPECT_TRUE(named) << path_in_project(entry.path()) << " is in no README.md";
    }
    EXPECT_GT(fixtures, 0u);
}

TEST(Structure, DecisionRecordsAreNumberedWithoutGaps) {
    std::set<int> numbers;
    for (const auto& entry : fs::directory_iterator(root / "docs/adr")) {
        const auto name = entry.path().filename().string();
        if (name == "README.md") continue;
        EXPECT_TRUE(std::regex_match(name, std::regex(R"re(\d{4}-[a-z0-9-]+\.md)re"))) << name;
        EXPECT_TRUE(numbers.insert(std::stoi(name.substr(0, 4))).second) << name;
    }
    ASSERT_FALSE(numbers.empty());
    EXPECT_EQ(*numbers.rbegin(), static_cast<int>(numbers.size()));
}

TEST(Structure, GlossaryNamesOccurInTheCode) {
    std::string code;
    for (const auto& file : sources()) code += text_of(file);
    const std::regex row(R"re(^\| `([A-Za-z:_]+)`)re");
    std::size_t names = 0;
    for (const auto& line : lines_of(root / "docs/glossary.md")) {
        std::smatch found;
        if (!std::regex_search(line, found, row)) continue;
        ++names;
        EXPECT_NE(code.find(found[1].str()), std::string::npos)
            << found[1] << " is in the glossary only";
    }
    EXPECT_GT(names, 20u);
}

TEST(Structure, EveryHeaderSaysWhatItIsFor) {
    for (const auto& file : sources()) {
        if (file.extension() != ".h") continue;
        const auto lines = lines_of(file);
        ASSERT_FALSE(lines.empty()) << path_in_project(file);
        EXPECT_EQ(lines[0].compare(0, 3, "// "), 0)
            << path_in_project(file) << " does not say what it is for";
    }
}
