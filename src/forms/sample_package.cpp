#include "forms/sample_package.h"

#include <algorithm>

#include "forms/assets.h"
#include "forms/forms.h"

namespace dw::forms {

const Package& built_in_package(std::string_view name) {
    static const PackageShelf shelf = built_in_packages();
    const auto found = std::ranges::find(shelf.packages, name, &Package::name);
    DW_ASSERT(found != shelf.packages.end());
    return *found;
}

const Package& sample_package() {
    return built_in_package("hundesteuer-anmeldung");
}

std::vector<PackageFile> sample_files() {
    constexpr std::string_view folder = "packages/hundesteuer-anmeldung/";
    std::vector<PackageFile> files{
        {"manifest.json", {}}, {"form.json", {}}, {"hundesteuer.dmn", {}}};
    for (auto& wanted : files)
        for (const EmbeddedFile& file : assets::files)
            if (file.path == std::string(folder) + wanted.path)
                wanted.content = std::string(file.bytes);
    return files;
}

Json sample_answers() {
    return Json::object({{"vorname", "Elif"},
                         {"nachname", "Muster-Yıldız"},
                         {"geburtsdatum", "1988-04-30"},
                         {"strasse", "Beispielweg 12 a"},
                         {"plz", "27568"},
                         {"ort", "Bremerhaven"},
                         {"hund_name", "Bruno"},
                         {"hund_rasse", "Mischling"},
                         {"hund_geburt", "2025-05-01"},
                         {"haltung_seit", "2026-02-01"},
                         {"anzahl_hunde", 1},
                         {"uebernommen", false},
                         {"grund", "keiner"}});
}

}  // namespace dw::forms
