// Backups come from outside: reading one must end, whatever its bytes are.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "store/backup_file.h"
#include "store/test_database.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace store = dw::store;
    static const store::testing::TemporaryDirectory folder;
    const std::string file = folder.path() + "/backup";
    {
        std::ofstream out(file, std::ios::binary);
        out << "Dienstweg backup 1\n";
        out.write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
    }
    auto reader = store::BackupReader::open(file);
    while (reader) {
        const auto record = reader->next();
        if (!record || record->kind == store::BackupRecord::Seal) break;
        static_cast<void>(store::decode_row(record->payload));
    }
    return 0;
}
