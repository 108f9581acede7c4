// The names by which packages call kinds, field types and checks.
#pragma once

#include <optional>
#include <string_view>

#include "forms/package.h"

namespace dw::forms {

std::optional<Kind> kind_from(std::string_view name);
std::optional<Secrecy> secrecy_from(std::string_view name);
std::optional<RetentionStart> retention_start_from(std::string_view name);
std::optional<FieldType> field_type_from(std::string_view name);

// "Antrag", "Anmeldung", "Anfrage": the word buttons and headings use for what is sent.
Text noun_of(Kind kind);
// "Jetzt beantragen", "Jetzt anmelden", "Jetzt anfragen": leads from the service to the form.
Text start_button_of(Kind kind);
Text name_in_words(Secrecy secrecy);
Text name_in_words(OutcomeKind kind);

}  // namespace dw::forms
