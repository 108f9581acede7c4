// The packages packed into the program: the folder packages/ of the source tree.
#include <map>

#include "forms/assets.h"
#include "forms/forms.h"

namespace dw::forms {

PackageShelf built_in_packages() {
    constexpr std::string_view root = "packages/";
    std::map<std::string, std::vector<PackageFile>> folders;
    for (const EmbeddedFile& file : assets::files) {
        const std::string_view path = file.path.substr(root.size());
        const std::size_t slash = path.find('/');
        if (slash == path.npos) continue;  // a note beside the folders
        folders[std::string(path.substr(0, slash))].push_back(
            {std::string(path.substr(slash + 1)), std::string(file.bytes)});
    }
    PackageShelf shelf;
    for (const auto& [name, files] : folders) {
        LoadedPackage loaded = load_package(name, files);
        if (loaded.package) shelf.packages.push_back(*std::move(loaded.package));
        for (Finding& finding : loaded.findings) {
            finding.place = std::string(root) + name + "/" + finding.place;
            shelf.findings.push_back(std::move(finding));
        }
    }
    return shelf;
}

}  // namespace dw::forms
