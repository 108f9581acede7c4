// dw_embed SOURCE_DIR LIST MODULE OUT: packs files into the program.
//
// LIST names one folder or file per line, relative to SOURCE_DIR. OUT.S gets the bytes (as they are
// and, where that is smaller, gzip-compressed), OUT.h the table "dw::MODULE::assets::files".
#include <openssl/evp.h>
#include <zlib.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

std::string content(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

std::string compressed(const std::string& bytes) {
    z_stream stream{};
    if (deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK) std::exit(1);
    std::string out(deflateBound(&stream, bytes.size()) + 32, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END) std::exit(1);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string fingerprint(const std::string& bytes) {
    unsigned char digest[32];
    unsigned int size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest, &size, EVP_sha256(), nullptr) != 1)
        std::exit(1);
    std::string hex;
    for (int i = 0; i < 8; ++i) {
        constexpr char digits[] = "0123456789abcdef";
        hex += digits[digest[i] >> 4];
        hex += digits[digest[i] & 15];
    }
    return hex;
}

std::vector<fs::path> listed(const fs::path& source_dir, const fs::path& list) {
    std::vector<fs::path> found;
    std::ifstream in(list);
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line[0] == '#') continue;
        const fs::path entry = source_dir / line;
        if (fs::is_regular_file(entry)) {
            found.push_back(entry);
        } else if (fs::is_directory(entry)) {
            for (const auto& file : fs::recursive_directory_iterator(entry)) {
                if (file.is_regular_file()) found.push_back(file.path());
            }
        } else {
            std::cerr << list.string() << ": no file or folder " << line << "\n";
            std::exit(1);
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 5) {
        std::cerr << "usage: dw_embed SOURCE_DIR LIST MODULE OUT\n";
        return 2;
    }
    const fs::path source_dir = argv[1];
    const std::string module = argv[3];
    const fs::path out = argv[4];
    fs::create_directories(out.string() + ".files");
    std::ofstream assembly(out.string() + ".S"), header(out.string() + ".h");
    assembly << ".section .rodata\n";
    std::ostringstream symbols, rows;
    int number = 0;
    const auto emit = [&](const std::string& symbol, const fs::path& file) {
        assembly << ".global " << symbol << "\n.balign 16\n"
                 << symbol << ":\n.incbin \"" << file.string() << "\"\n";
        symbols << "extern \"C\" const char " << symbol << "[];\n";
    };
    for (const auto& file : listed(source_dir, argv[2])) {
        const std::string bytes = content(file);
        const std::string packed = compressed(bytes);
        const std::string symbol = "dw_" + module + "_file_" + std::to_string(number++);
        emit(symbol, fs::absolute(file));
        rows << "    {\"" << fs::relative(file, source_dir).generic_string() << "\", {" << symbol
             << ", " << bytes.size() << "}, {";
        if (packed.size() < bytes.size()) {
            const fs::path packed_file = out.string() + ".files/" + std::to_string(number) + ".gz";
            std::ofstream(packed_file, std::ios::binary) << packed;
            emit(symbol + "_gz", fs::absolute(packed_file));
            rows << symbol << "_gz, " << packed.size();
        }
        rows << "}, \"" << fingerprint(bytes) << "\"},\n";
    }
    assembly << ".section .note.GNU-stack,\"\",@progbits\n";
    header << "// Made by dw_embed; change the files it lists.\n#pragma once\n#include "
              "\"base/embedded_file.h\"\n\n"
           << symbols.str() << "\nnamespace dw::" << module << "::assets {\n"
           << "inline const EmbeddedFile files[] = {\n"
           << rows.str() << "};\n}  // namespace dw::" << module << "::assets\n";
    return assembly && header ? 0 : 1;
}
