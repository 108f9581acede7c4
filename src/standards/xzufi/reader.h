// Reader: an XZuFi message (2.1, 2.2, 2.3.1) piece by piece, one object at a time.
//
// Any root, any prefix, any order. `schreibe` holds exactly one object, `loesche` names one; the
// older messages with objects directly in the answer are read too. A DOCTYPE, bytes that are no
// XML, too deep nesting or a foreign namespace refuse the file; a faulty object is reported and
// passed over.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "standards/xzufi/element.h"

namespace dw::xzufi {

enum class Objekt {
    Leistung,
    Spezialisierung,
    Organisationseinheit,
    Onlinedienst,
    ZustaendigkeitTransferObjekt
};

struct Loesche {
    std::string klasse;  // as written
    Identifikator id;
    Position position;
};

// What is wrong with a file or an object; the importer has the words for each code.
struct Problem {
    Position position;
    std::string code;  // e.g. "xzufi.not_well_formed"
    std::vector<std::string> arguments;
};

struct Callbacks {
    // An error stops the reader and is returned by feed().
    std::function<Outcome(Objekt, const Element&)> schreibe;
    std::function<Outcome(const Loesche&)> loesche;
    std::function<void(const Problem&)> problem;
    // Counting lines takes time. Without it only refusals say where.
    bool wants_positions = true;
};

// Used by one thread at a time.
class Reader {
  public:
    explicit Reader(Callbacks callbacks);
    ~Reader();
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    // Invalid when the file is refused (refusal() says why), or the error of a callback.
    Outcome feed(std::string_view bytes);
    Outcome finish();
    const std::optional<Problem>& refusal() const;

    // Whoever knows what a run of bytes says need not have it read again. Such a run begins and
    // ends between objects, where bearings() are the same: what the meaning of the next bytes
    // depends on (encoding, prefixes, elements around).
    bool is_between_objects() const;  // and all bytes fed are read
    std::string bearings() const;
    Position here() const;  // behind what was fed
    void pass_by(std::size_t bytes, const Stretch& stretch);
    // From now on here is line 1, column 1.
    void count_from_here();

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace dw::xzufi
