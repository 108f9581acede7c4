// Parts of JSON Schema 2020-12 as the description of the API uses it. Objects are closed: a member
// that is not described is a fault, here or there.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "base/json.h"

namespace dw::web::schema {

Json reference(std::string_view schema);  // to one of components/schemas
Json text();
Json text_like(std::string_view format);  // "date", "date-time", "uri"
Json truth();
Json integer();
Json integer(std::int64_t least, std::int64_t most);
Json one_of(std::initializer_list<std::string_view> values);
Json list_of(Json items);
Json or_null(Json schema);
Json texts_by_language();  // {"de": "…", "en": "…"}

// All members are there, but for those that are named as optional.
Json object(std::initializer_list<JsonMember> members,
            std::initializer_list<std::string_view> optional = {});
// The members of another object and more.
Json extended(const Json& object, std::initializer_list<JsonMember> members,
              std::initializer_list<std::string_view> optional = {});
// A page of a list: the items, and the cursor of the next page or null.
Json page_of(std::string_view schema);
// The same with a sentence for the reader.
Json described(Json schema, std::string_view description);

}  // namespace dw::web::schema
